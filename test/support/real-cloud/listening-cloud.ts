/** The control plane alone, reached by other machines over TLS, with the configurations of `npm start -- --listen`. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSources } from '../../../start/build.mjs';
import { openSecurity } from '../../../start/join/listen.mjs';
import { writeNatsConfig } from '../../../start/nats/nats-choice.mjs';
import { partConfigs, writePartConfigs } from '../../../start/cloud/part-configs.mjs';
import { chooseRange } from '../../../start/plan/ranges.mjs';
import { openSecrets } from '../../../start/cloud/secrets.mjs';
import { isBuilt } from '../../../start/install/sources.mjs';
import { freePort } from '../free-port.ts';
import { natsProgram } from '../nats-server.ts';
import { cloudClient } from './cloud-client.ts';
import type { CloudClient } from './cloud-client.ts';
import { partProcess } from './part-process.ts';
import type { PartProcess } from './part-process.ts';

export interface ListeningCloud extends CloudClient {
  readonly cloudId: string;
  readonly apiPort: number;
  readonly busPort: number;
  /** Certificate of its authority. */
  readonly caFile: string;
  end(): Promise<void>;
}

const checkout = dirname(dirname(dirname(import.meta.dirname)));
const inDist = (file: string): string => join(checkout, 'dist', file);

/** `state`: a folder of its own; `address`: one of this machine's, where other machines reach it; `image`: in its folder. */
export async function startListeningCloud(
  state: string,
  address: string,
  image: string,
): Promise<ListeningCloud> {
  const program = await natsProgram();
  if (typeof program === 'string') throw new Error(program);
  if (!isBuilt(checkout)) await buildSources(checkout);
  mkdirSync(join(state, 'logs'), { recursive: true, mode: 0o700 });
  const [apiPort, busPort] = [await freePort(), await freePort()];
  const cloudId = randomBytes(16).toString('hex');
  const machine = { cpus: 4, memoryMiB: 8_192, diskMiB: 8_192 };
  const settings = {
    ...{ cloudId, apiPort, listen: { address, busPort }, hosts: [], machine },
    range: chooseRange([]),
  };
  const secrets = openSecrets(state, []);
  const security = await openSecurity(state, settings);
  if (security === null) throw new Error('a cloud that listens has certificates');
  const natsConfig = await writeNatsConfig({
    ...{ state, server: { ...program, syncBy: 'volatile' }, port: busPort, cloudId },
    ...{ publicKeys: secrets.publicKeys, listen: address, tls: security.bus },
  });
  const told = partConfigs({
    ...{ settings, secrets, security, natsConfig, natsPort: busPort, busPorts: {} },
    ...{ image, busybox: '/nowhere/busybox', domainType: 'qemu' },
  });
  // A host is removed when it keeps nothing any more.
  const scheduler = told.scheduler as { site: { quarantineWindowMs: number } };
  scheduler.site.quarantineWindowMs = 0;
  const configs = writePartConfigs(state, told) as Record<string, string>;
  const parts: PartProcess[] = [];
  const make = (name: string, readyText: string, ...command: readonly string[]): PartProcess => {
    const logFile = join(state, 'logs', `${name}.log`);
    const part = partProcess({ name, logFile, readyText, command: () => command });
    parts.push(part);
    return part;
  };
  const ours = (name: string, file: string): Promise<void> =>
    make(name, '"ready":true', process.execPath, inDist(file), configs[name]!).start();
  const end = async (): Promise<void> => {
    for (const part of parts.reverse()) await part.kill();
  };
  try {
    await make('nats', 'Server is ready', program.path, '-c', natsConfig).start();
    const genesis = [inDist('scheduler/genesis.js'), configs['genesis']!];
    execFileSync(process.execPath, genesis, { stdio: 'pipe', timeout: 60_000 });
    await Promise.all([
      ours('scheduler', 'scheduler/main.js'),
      ours('api', 'api/main.js'),
      ours('identities', 'api/identities-main.js'),
    ]);
  } catch (error) {
    await end();
    throw error;
  }
  const client = cloudClient(`http://127.0.0.1:${apiPort}`, secrets.token);
  return { ...client, cloudId, apiPort, busPort, caFile: security.caFile, end };
}
