/**
 * The control plane of a cloud for one test file: nats-server, schedulers and API, each a process of its own, as the starter
 * configures them, in a temporary folder. Its hosts are real agents in this process over fakes of libvirt and disks, so
 * machines go through their states and no guest boots.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSources } from '../../start/build.mjs';
import { openSecrets } from '../../start/cloud/secrets.mjs';
import { isBuilt } from '../../start/install/sources.mjs';
import type { FakeHost } from '../fakes/fake-host.ts';
import type { QemuCensus } from '../fakes/qemu-census.ts';
import type { ControlBus, StartBus } from './control-bus.ts';
import { oneServer } from './control-bus.ts';
import { freePort } from './free-port.ts';
import { startPretendHost } from './pretend-host.ts';
import type { PretendHost } from './pretend-host.ts';
import { cloudClient } from './real-cloud/cloud-client.ts';
import type { CloudClient } from './real-cloud/cloud-client.ts';
import { partProcess } from './real-cloud/part-process.ts';
import type { PartProcess } from './real-cloud/part-process.ts';

type Part = 'nats' | 'scheduler' | 'api';

export interface ControlPlaneOptions {
  /** How many schedulers run; the first one to begin with is the last that is started. 1 unless given. */
  readonly schedulers?: number;
  /** How many hosts there are. 1 unless given. */
  readonly hosts?: number;
  /** What holds the log; one volatile nats-server unless given. */
  readonly bus?: StartBus;
  /** A module that each scheduler loads before its own. */
  readonly schedulerPreload?: string;
  readonly census?: (hostId: string, host: () => FakeHost) => QemuCensus;
}

export interface ControlPlane extends CloudClient {
  readonly folder: string;
  readonly cloudId: string;
  /** The first host. */
  readonly hostId: string;
  readonly hosts: readonly PretendHost[];
  /** `nats://127.0.0.1:PORT`, one for each server. */
  readonly servers: readonly string[];
  readonly endpoint: string;
  readonly token: string;
  /** Files of the parts' secret nkeys. */
  readonly seedFiles: Readonly<Record<string, string>>;
  /** The secret nkey of a host's agent. */
  agentSeed(hostName: string): string;
  /** The first of each kind. */
  readonly parts: Readonly<Record<Part, PartProcess>>;
  readonly schedulers: readonly PartProcess[];
  readonly busServers: readonly PartProcess[];
  /** The whole log of a part so far, by its name. */
  logOf(part: string): string;
  end(): Promise<void>;
}

export interface ControlFacts {
  readonly folder: string;
  readonly cloudId: string;
  readonly secrets: ReturnType<typeof openSecrets>;
  /** What is undone at the end, last first. */
  readonly ends: (() => Promise<void>)[];
  /** A process of the cloud: it ends with it, and what it says is in a file of its name. */
  part(name: string, readyText: string | RegExp, command: readonly string[]): PartProcess;
}

const checkout = dirname(dirname(import.meta.dirname));
const network = { class: 'public' as const, cidr: '10.77.0.0/20', gateway: '10.77.0.1' };
const site = {
  networks: [{ ...network, first: '10.77.0.2', last: '10.77.15.254' }],
  ...{ addressHoldMs: 0, quarantineWindowMs: 3_600_000 },
};

export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  if (!isBuilt(checkout)) await buildSources(checkout);
  const folder = mkdtempSync(join(tmpdir(), 'stratus-control-'));
  const ends: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true })];
  const end = async (): Promise<void> => {
    for (const one of ends.splice(0).reverse()) await one();
  };
  try {
    return await start(options, folder, ends, end);
  } catch (error) {
    await end();
    throw error;
  }
}

async function start(
  options: ControlPlaneOptions,
  folder: string,
  ends: (() => Promise<void>)[],
  end: () => Promise<void>,
): Promise<ControlPlane> {
  const cloudId = randomBytes(16).toString('hex');
  const names = Array.from({ length: options.hosts ?? 1 }, (_, index) => ({
    ...{ hostId: randomBytes(16).toString('hex'), name: `host-${index + 1}` },
  }));
  const secrets = openSecrets(folder, names);
  const logFile = (part: string): string => join(folder, 'logs', `${part}.log`);
  mkdirSync(join(folder, 'logs'));
  const facts: ControlFacts = {
    ...{ folder, cloudId, secrets, ends },
    part(name, readyText, command) {
      const part = partProcess({
        ...{ name, readyText, logFile: logFile(name), command: () => command },
      });
      ends.push(() => part.kill());
      return part;
    },
  };
  const bus = await (options.bus ?? oneServer())(facts);
  const { schedulers, api, endpoint } = await startParts(facts, bus, options);
  const client = cloudClient(endpoint, secrets.token);
  const agentSeedFiles = secrets.agentSeedFiles as Record<string, string>;
  const agentSeed = (name: string): string => readFileSync(agentSeedFiles[name]!, 'utf8').trim();
  const hosts = await Promise.all(
    names.map((one) =>
      joinHost({ ...one, client, cloudId, bus, seed: agentSeed(one.name), options, ends }),
    ),
  );
  const [{ hostId, name }] = names as [(typeof names)[0]];
  return {
    ...client,
    ...{ folder, cloudId, hostId, hosts, endpoint, end, agentSeed, schedulers },
    ...{ servers: bus.servers, busServers: bus.parts, token: secrets.token },
    parts: { nats: bus.parts[0]!, scheduler: schedulers[0]!, api },
    seedFiles: { ...(secrets.seedFiles as Record<string, string>), agent: agentSeedFiles[name]! },
    logOf: (part) => readFileSync(logFile(part), 'utf8'),
  };
}

interface Joining {
  readonly hostId: string;
  readonly name: string;
  readonly client: CloudClient;
  readonly cloudId: string;
  readonly bus: ControlBus;
  readonly seed: string;
  readonly options: ControlPlaneOptions;
  readonly ends: (() => Promise<void>)[];
}

async function joinHost(joining: Joining): Promise<PretendHost> {
  const { hostId, name, client, cloudId, bus, seed, options, ends } = joining;
  await client.ask('POST', '/hosts', { hostId, name });
  const { census } = options;
  const host = await startPretendHost({
    ...{ cloudId, hostId, hostName: name, servers: bus.servers, seed },
    ...(census ? { census: (guests: () => FakeHost) => census(hostId, guests) } : {}),
  });
  ends.push(() => host.end());
  await client.hearsHost(1);
  const enabled = await client.ask('POST', `/hosts/${hostId}/enable`, {});
  if (enabled.status >= 300) throw new Error(JSON.stringify(enabled));
  return host;
}

interface StartedParts {
  readonly schedulers: readonly PartProcess[];
  readonly api: PartProcess;
  readonly endpoint: string;
}

async function startParts(
  facts: ControlFacts,
  bus: ControlBus,
  options: ControlPlaneOptions,
): Promise<StartedParts> {
  const { folder, cloudId, secrets } = facts;
  const apiPort = await freePort();
  const seedFiles = secrets.seedFiles as Record<string, string>;
  const configOf = (part: string, more: object): string =>
    put(join(folder, `config/${part}.json`), {
      ...{ cloudId, cloudKeyFile: secrets.cloudKeyFile as string, logLevel: 'info' },
      nats: { servers: bus.servers, seedFile: seedFiles[part === 'genesis' ? 'setup' : part] },
      ...more,
    });
  const preload = options.schedulerPreload ? ['--import', options.schedulerPreload] : [];
  const runs = (script: string, config: string, flags: readonly string[] = []): string[] => [
    ...[process.execPath, ...flags, join(checkout, 'dist', script), config],
  ];
  await bus.createCloud(
    runs('scheduler/genesis.js', configOf('genesis', { site, ...bus.streamLimits })),
    site,
  );
  const api = facts.part(
    'api',
    '"ready":true',
    runs(
      'api/main.js',
      configOf('api', {
        listen: { host: '127.0.0.1', port: apiPort },
        tokenFile: secrets.tokenFile as string,
      }),
    ),
  );
  const scheduling = runs('scheduler/main.js', configOf('scheduler', { site }), preload);
  const schedulers = Array.from({ length: options.schedulers ?? 1 }, (_, index) =>
    facts.part(index === 0 ? 'scheduler' : `scheduler-${index + 1}`, leadsOrWaits, scheduling),
  );
  await Promise.all([...schedulers.map((one) => one.start()), api.start()]);
  return { schedulers, api, endpoint: `http://127.0.0.1:${apiPort}` };
}

/** Of several schedulers one leads. */
const leadsOrWaits = /"ready":true|"not leading"/;

/** A file with its content, that its owner alone reads. */
function put(path: string, content: object): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, JSON.stringify(content), { mode: 0o600 });
  return path;
}
