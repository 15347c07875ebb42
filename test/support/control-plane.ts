/**
 * The control plane of a cloud for one test file: nats-server, scheduler and API, each a process of its own, as the starter
 * configures them, in a temporary folder. Its hosts are real agents in this process over fakes of libvirt and disks, so
 * machines go through their states and no guest boots.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSources } from '../../start/build.mjs';
import { writeNatsConfig } from '../../start/nats-choice.mjs';
import { openSecrets } from '../../start/secrets.mjs';
import { isBuilt } from '../../start/sources.mjs';
import { freePort } from './free-port.ts';
import { natsProgram } from './nats-server.ts';
import { startPretendHost } from './pretend-host.ts';
import { cloudClient } from './real-cloud/cloud-client.ts';
import type { CloudClient } from './real-cloud/cloud-client.ts';
import { partProcess } from './real-cloud/part-process.ts';
import type { PartProcess } from './real-cloud/part-process.ts';

type Part = 'nats' | 'scheduler' | 'api';

export interface ControlPlane extends CloudClient {
  readonly folder: string;
  readonly cloudId: string;
  readonly hostId: string;
  /** `nats://127.0.0.1:PORT`. */
  readonly servers: readonly string[];
  readonly endpoint: string;
  readonly token: string;
  /** Files of the parts' secret nkeys. */
  readonly seedFiles: Readonly<Record<string, string>>;
  readonly parts: Readonly<Record<Part, PartProcess>>;
  /** The whole log of a part so far. */
  logOf(part: Part): string;
  end(): Promise<void>;
}

const checkout = dirname(dirname(import.meta.dirname));
const hostName = 'host-1';

/** A file with its content, that its owner alone reads. */
function put(path: string, content: object | string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), {
    mode: 0o600,
  });
  return path;
}

export async function startControlPlane(): Promise<ControlPlane> {
  if (!isBuilt(checkout)) await buildSources(checkout);
  const folder = mkdtempSync(join(tmpdir(), 'stratus-control-'));
  const ends: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true })];
  const end = async (): Promise<void> => {
    for (const one of ends.splice(0).reverse()) await one();
  };
  try {
    return await start(folder, ends, end);
  } catch (error) {
    await end();
    throw error;
  }
}

async function start(
  folder: string,
  ends: (() => Promise<void>)[],
  end: () => Promise<void>,
): Promise<ControlPlane> {
  const [cloudId, hostId] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
  const secrets = openSecrets(folder, [{ hostId, name: hostName }]);
  const [natsPort, apiPort] = [await freePort(), await freePort()];
  const servers = [`nats://127.0.0.1:${natsPort}`];
  const parts = await startParts({ folder, cloudId, secrets, natsPort, apiPort, ends });
  const endpoint = `http://127.0.0.1:${apiPort}`;
  const client = cloudClient(endpoint, secrets.token);
  await client.ask('POST', '/hosts', { hostId, name: hostName });
  const agentSeedFile = (secrets.agentSeedFiles as Record<string, string>)[hostName]!;
  const seed = readFileSync(agentSeedFile, 'utf8');
  ends.push(await startPretendHost({ cloudId, hostId, hostName, servers, seed: seed.trim() }));
  await client.hearsHost(1);
  const enabled = await client.ask('POST', `/hosts/${hostId}/enable`, {});
  if (enabled.status >= 300) throw new Error(JSON.stringify(enabled));
  return {
    ...client,
    ...{ folder, cloudId, hostId, servers, endpoint, parts, end, token: secrets.token },
    seedFiles: { ...(secrets.seedFiles as Record<string, string>), agent: agentSeedFile },
    logOf: (part) => readFileSync(join(folder, 'logs', `${part}.log`), 'utf8'),
  };
}

interface Facts {
  readonly folder: string;
  readonly cloudId: string;
  readonly secrets: ReturnType<typeof openSecrets>;
  readonly natsPort: number;
  readonly apiPort: number;
  readonly ends: (() => Promise<void>)[];
}

async function startParts(facts: Facts): Promise<Record<Part, PartProcess>> {
  const { folder, cloudId, secrets, natsPort, apiPort, ends } = facts;
  const program = await natsProgram();
  if (typeof program === 'string') throw new Error(program);
  const natsConfig = await writeNatsConfig({
    ...{ state: folder, server: { ...program, syncBy: 'volatile' }, port: natsPort, cloudId },
    publicKeys: secrets.publicKeys,
  });
  const seedFiles = secrets.seedFiles as Record<string, string>;
  const configOf = (part: string, more: object): string =>
    put(join(folder, `config/${part}.json`), {
      ...{ cloudId, cloudKeyFile: secrets.cloudKeyFile as string, logLevel: 'info' },
      nats: {
        servers: [`nats://127.0.0.1:${natsPort}`],
        seedFile: seedFiles[part === 'genesis' ? 'setup' : part],
      },
      ...more,
    });
  const network = { class: 'public', cidr: '10.77.0.0/20', gateway: '10.77.0.1' };
  const site = {
    site: {
      networks: [{ ...network, first: '10.77.0.2', last: '10.77.15.254' }],
      ...{ addressHoldMs: 0, quarantineWindowMs: 3_600_000 },
    },
  };
  mkdirSync(join(folder, 'logs'));
  const make = (name: Part, readyText: string, command: readonly string[]): PartProcess => {
    const logFile = join(folder, 'logs', `${name}.log`);
    const part = partProcess({ name, logFile, readyText, command: () => command });
    ends.push(() => part.kill());
    return part;
  };
  const runs = (script: string, config: string): string[] => [
    ...[process.execPath, join(checkout, 'dist', script), config],
  ];
  const api = {
    listen: { host: '127.0.0.1', port: apiPort },
    tokenFile: secrets.tokenFile as string,
  };
  const parts = {
    nats: make('nats', 'Server is ready', [program.path, '-c', natsConfig]),
    scheduler: make(
      'scheduler',
      '"ready":true',
      runs('scheduler/main.js', configOf('scheduler', site)),
    ),
    api: make('api', '"ready":true', runs('api/main.js', configOf('api', api))),
  };
  await parts.nats.start();
  const [node, ...args] = runs('scheduler/genesis.js', configOf('genesis', site));
  execFileSync(node!, args, { stdio: 'pipe', timeout: 60_000 });
  await Promise.all([parts.scheduler.start(), parts.api.start()]);
  return parts;
}
