import { test } from 'vitest';
import { createSnapshotStream } from '../../shared/log/log-stream.ts';
import { openNatsSnapshotStore } from '../../shared/log/nats-snapshot-store.ts';
import { snapshotStoreSuite } from '../contract/snapshot-store-suite.ts';
import { cloudId, natsProgram, startNatsServer } from '../support/nats-server.ts';

const program = await natsProgram();
const options = { cloudId, timeoutMs: 1_000 };

if (typeof program === 'string') {
  test.skip(`the store of snapshots on a real nats-server: ${program}`, () => undefined);
} else {
  snapshotStoreSuite(`on nats-server ${program.version}`, async () => {
    const server = await startNatsServer(program);
    const scheduler = await server.connect('scheduler');
    await createSnapshotStream(scheduler, { cloudId, bytesMax: 16 * 1_048_576 });
    return {
      writer: openNatsSnapshotStore(await server.connect('api'), options),
      reader: openNatsSnapshotStore(scheduler, options),
      close: () => server.close(),
    };
  });
}
