import { test } from 'vitest';
import { openNatsVault } from '../../shared/log/nats-vault.ts';
import { vaultSuite } from '../contract/vault-suite.ts';
import { cloudId, natsProgram, startNatsServer } from '../support/nats-server.ts';

const program = await natsProgram();

if (typeof program === 'string') {
  test.skip(`the vault on a real nats-server: ${program}`, () => undefined);
} else {
  vaultSuite(`on nats-server ${program.version}`, async ({ bytesMax }) => {
    const server = await startNatsServer(program, { vaultBytesMax: bytesMax });
    return {
      writer: openNatsVault(await server.connect('api'), { cloudId }),
      keeper: openNatsVault(await server.connect('scheduler'), { cloudId }),
      close: () => server.close(),
    };
  });
}
