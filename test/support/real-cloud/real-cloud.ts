/**
 * A whole cloud for one test file: private hypervisor, nats-server, scheduler, API and agent, each a process of its own,
 * as the starter runs them, but in a temporary folder, beside every other cloud of the machine, and without a keeper, so
 * that a part that was killed stays away until the test starts it again.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MachineView } from '../../../api/views/machine-view.ts';
import { makeAppliance } from '../../../start/install/appliance.mjs';
import { buildSources } from '../../../start/build.mjs';
import { openCloud } from '../../../start/cloud/cloud-requests.mjs';
import { openHosts } from '../../../start/hosts/open-hosts.mjs';
import { writeNatsConfig } from '../../../start/nats/nats-choice.mjs';
import { partConfigs, writePartConfigs } from '../../../start/cloud/part-configs.mjs';
import { openSecrets } from '../../../start/cloud/secrets.mjs';
import { isBuilt } from '../../../start/install/sources.mjs';
import { TEST_STATE } from '../../../start/test/test-state.mjs';
import { freePort } from '../free-port.ts';
import { natsProgram } from '../nats-server.ts';
import { cloudClient } from './cloud-client.ts';
import type { CloudClient } from './cloud-client.ts';
import { chooseFree } from './free-places.ts';
import { guestShell, makeKey } from './guest-shell.ts';
import type { GuestShell } from './guest-shell.ts';
import type { HostView } from './host-view.ts';
import { partProcess } from './part-process.ts';
import type { PartProcess } from './part-process.ts';
import { openLab } from './real-hosts.ts';
import type { Lab, RealHost } from './real-hosts.ts';

export interface RealCloudOptions {
  /** How long evidence is kept at least. */
  readonly quarantineWindowMs?: number;
  /** How long a guest has to power off. */
  readonly stopDeadlineMs?: number;
  /** After which silence a host's machines are shown as unknown; the scheduler's own unless given. */
  readonly hostSilentAfterMs?: number;
  /** How often the agent speaks; half a second unless given, so that tests see soon what it does by itself. */
  readonly helloEveryMs?: number;
  /** How many private hosts there are: host-1 and so on; one unless given. */
  readonly hosts?: number;
  /** What each host declares. */
  readonly capacity?: Readonly<typeof usualCapacity>;
  /** What single hosts declare in place of that, by name. */
  readonly capacities?: Readonly<Record<string, Readonly<typeof usualCapacity>>>;
  /** Part of the range is for local, part for private addresses. */
  readonly allClasses?: boolean;
  /** How machines are placed that do not say; striping unless given. */
  readonly policy?: string;
  /** The storage directory is a file system of its own of this size; else it is a folder. */
  readonly storageMiB?: number;
  /** Done to each host before its agent starts. */
  readonly onHost?: (host: HostView) => Promise<void>;
}

type Part = 'nats' | 'scheduler' | 'api' | 'agent';

export interface RealCloud extends CloudClient {
  /** Of the API, and the token of its only account, `admin`. */
  readonly endpoint: string;
  readonly token: string;
  readonly hosts: readonly RealHost[];
  /** The first one of them. */
  readonly host: HostView;
  /** Runs a program of this machine in the network of the switch between the hosts, whose bridge is `switch0`. */
  onSwitch(...command: readonly string[]): Promise<string>;
  /** `agent`: of the first host. */
  readonly parts: Readonly<Record<Part, PartProcess>>;
  /** The first address machines may get, and the folder whose files may be images. */
  readonly range: { readonly gateway: string; readonly first: string; readonly last: string };
  readonly imageFolder: string;
  /** The appliance as a request names it; its base's name in the storage directory is its SHA-256. */
  readonly image: ApplianceImage;
  /** Files of the ssh keys that the requests of `aMachine` carry; `<file>.pub` beside each. */
  readonly keyFiles: readonly [string, string];
  /** A small machine of the appliance with our key, and what the test wishes besides. */
  aMachine(wishes?: object): object;
  /** The shell in a machine, when it answers. */
  shell(machine: Pick<MachineView, 'address'>): Promise<GuestShell>;
  /** Runs a machine and waits until ssh answers. */
  runs(wishes?: object): Promise<{ readonly id: string; readonly shell: GuestShell }>;
  /** Where nats-server keeps its streams. */
  readonly storeFolder: string;
  /** Makes the streams and a first commit where there is none, after the log was lost; these hosts are waited for. */
  makeLogAnew(hosts: readonly Pick<RealHost, 'hostId' | 'name'>[]): void;
  /** The end of a part's log, for the message of a test that failed. */
  logOf(part: Part): string;
  /** Ends every process and removes the folder; never rejects before all was tried. */
  end(): Promise<void>;
}

export interface ApplianceImage {
  readonly locations: readonly string[];
  readonly digests: readonly { readonly algorithm: string; readonly value: string }[];
  readonly bytes: number;
  readonly format: string;
}

const checkout = dirname(dirname(dirname(import.meta.dirname)));
const usualCapacity = { cpuHundredths: 1_600, memoryMiB: 16_384, diskMiB: 65_536 };

export async function startRealCloud(options: RealCloudOptions = {}): Promise<RealCloud> {
  if (!isBuilt(checkout)) await buildSources(checkout);
  const folder = mkdtempSync(join(tmpdir(), 'stratus-cloud-'));
  const ends: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true })];
  const end = async (): Promise<void> => {
    const results = [];
    for (const one of ends.splice(0).reverse())
      results.push(await one().catch((error: unknown) => error));
    const failed = results.find((result) => result instanceof Error);
    if (failed) throw failed;
  };
  try {
    return await start(folder, options, ends, end);
  } catch (error) {
    await end();
    throw error;
  }
}

async function start(
  folder: string,
  options: RealCloudOptions,
  ends: (() => Promise<unknown>)[],
  end: () => Promise<void>,
): Promise<RealCloud> {
  const { image, file, busybox } = await anAppliance();
  const imageFolder = join(folder, 'images');
  mkdirSync(imageFolder);
  cpSync(file, join(imageFolder, basename(file)));
  const chosenNow = await chooseFree();
  const natsPort = await freePort();
  const { range } = chosenNow;
  const uplink = {
    interface: chosenNow.interface,
    address: `${range.gateway}/${range.prefixLength}`,
  };
  const imageFile = join(imageFolder, 'any');
  mkdirSync(join(folder, 'logs'));
  const lab = await openLab({
    ...{ folder, uplink, natsPort, image: imageFile, busybox, ends },
    ...{ count: options.hosts ?? 1, checkout, storageMiB: options.storageMiB },
  });
  await Promise.all(lab.hosts.map(async ({ view }) => options.onHost?.(view)));
  const hosts = lab.hosts.map(({ hostId, name }) => ({ hostId, name }));
  const machine = { cpus: 4, memoryMiB: 65_536, diskMiB: 65_536 };
  const settings = { ...chosenNow, hosts, machine };
  const files = await configure({ folder, settings, options, lab, natsPort, imageFile, busybox });
  const parts = await startParts(folder, files, lab, ends);
  const endpoint = `http://127.0.0.1:${settings.apiPort}`;
  const client = cloudClient(endpoint, files.token);
  const asked = openCloud({ port: settings.apiPort, token: files.token });
  const { closed } = await openHosts(asked, hosts);
  if (closed.length > 0) throw new Error(`hosts are not open: ${JSON.stringify(closed)}`);
  const keyFiles = [
    await makeKey(folder, 'first-key'),
    await makeKey(folder, 'second-key'),
  ] as const;
  const publicKeys = [readFileSync(`${keyFiles[0]}.pub`, 'utf8').trim()];
  const located = { ...image, locations: [pathToFileURL(join(imageFolder, basename(file))).href] };
  const aMachine = (wishes: object = {}): object => ({
    ...{ image: located, type: 't1.micro', memoryMiB: 128, swapMiB: 0, rootDiskMiB: 128 },
    ...{ cpu: 0.5, publicKeys, ...wishes },
  });
  const shell = async ({ address }: Pick<MachineView, 'address'>): Promise<GuestShell> => {
    const opened = guestShell(address ?? 'no address', keyFiles[0]);
    await opened.up();
    return opened;
  };
  return {
    ...client,
    ...{ endpoint, token: files.token },
    ...{ hosts: lab.hosts, host: lab.hosts[0]!.view, onSwitch: lab.onSwitch },
    ...{ parts, range, imageFolder, image: located, keyFiles },
    ...{ aMachine, shell, end },
    storeFolder: storeFolderIn(files.natsConfig),
    makeLogAnew: (lost) => makeLogAnew(files.configs.genesis, lost),
    async runs(wishes = {}) {
      const id = await client.run(aMachine(wishes));
      const opened = await shell(await client.reaches(id, 'running'));
      return guestOf(id, opened);
    },
    logOf: (part) => readFileSync(join(folder, 'logs', `${fileOf(part)}.log`), 'utf8').slice(-4000),
  };
}

/** As the starter does it when an administrator says that the log is lost. */
function makeLogAnew(
  genesisConfig: string,
  hosts: readonly Pick<RealHost, 'hostId' | 'name'>[],
): void {
  const config = JSON.parse(readFileSync(genesisConfig, 'utf8')) as object;
  const lost = hosts.map(({ hostId, name }) => ({ hostId, name, publicKey: '' }));
  const file = `${genesisConfig}.lost`;
  writeFileSync(file, JSON.stringify({ ...config, lost: { why: 'the store burnt', hosts: lost } }));
  execFileSync(process.execPath, [genesisMain, file], { stdio: 'pipe', timeout: 60_000 });
}

const genesisMain = join(checkout, 'dist/scheduler/genesis.js');

function storeFolderIn(natsConfig: string): string {
  const found = /store_dir: "([^"]+)"/.exec(readFileSync(natsConfig, 'utf8'))?.[1];
  if (!found) throw new Error(`${natsConfig} names no store`);
  return found;
}

const mainOf = (part: string): string => join(checkout, 'dist', part, 'main.js');
const fileOf = (part: Part): string => (part === 'agent' ? 'agent-host-1' : part);

function guestOf(id: string, shell: GuestShell) {
  return { id, shell };
}

/** Built once, kept with what other tests build. */
async function anAppliance() {
  const partsFolder = join(TEST_STATE, 'parts');
  const made = await makeAppliance({ partsFolder, imagesFolder: join(TEST_STATE, 'images') });
  const { locations, format, compression, bytes, digests, identifier } = made;
  const image = { locations, format, compression, bytes, digests, identifier };
  return { image, file: made.file, busybox: join(partsFolder, 'appliance/root/bin/busybox') };
}

type Settings = Awaited<ReturnType<typeof chooseFree>> & {
  readonly hosts: readonly { readonly hostId: string; readonly name: string }[];
};

async function configure(facts: {
  folder: string;
  settings: Settings;
  options: RealCloudOptions;
  lab: Lab;
  natsPort: number;
  imageFile: string;
  busybox: string;
}) {
  const { folder, settings, options, lab, natsPort, imageFile, busybox } = facts;
  const { busPorts } = lab;
  const program = await natsProgram();
  if (typeof program === 'string') throw new Error(program);
  const secrets = openSecrets(folder, [...settings.hosts]);
  const { cloudId } = settings;
  const natsConfig = await writeNatsConfig({
    ...{ state: folder, server: { ...program, syncBy: 'volatile' }, port: natsPort },
    ...{ cloudId, publicKeys: secrets.publicKeys },
  });
  // The starter's configurations, of which a test changes a few fields.
  const usual = partConfigs({
    ...{ settings, secrets, natsPort, busPorts, image: imageFile, busybox, domainType: 'qemu' },
  }) as UsualConfigs;
  const { quarantineWindowMs = 3_600_000, stopDeadlineMs = 60_000 } = options;
  const site = {
    ...usual.scheduler.site,
    ...(options.allClasses ? { networks: networksOf(settings.range) } : {}),
    quarantineWindowMs,
    stopDeadlineMs,
    addressHoldMs: 1_000,
    ...(options.policy ? { policy: options.policy } : {}),
    ...(options.hostSilentAfterMs ? { hostSilentAfterMs: options.hostSilentAfterMs } : {}),
  };
  const changed = {
    helloEveryMs: options.helloEveryMs ?? 500,
    allowPrivateImageAddresses: true,
    capacity: options.capacity ?? usualCapacity,
  };
  const agents = Object.entries(usual.agents).map(([name, agent]): [string, object] => [
    name,
    {
      ...agent,
      ...changed,
      ...(options.capacities?.[name] && { capacity: options.capacities[name] }),
    },
  ]);
  const configs = writePartConfigs(folder, {
    ...{ ...usual, agents: Object.fromEntries(agents) },
    scheduler: { ...usual.scheduler, site },
    genesis: { ...usual.genesis, site },
  });
  return { natsProgram: program.path, natsConfig, configs, token: secrets.token };
}

interface Range {
  readonly cidr: string;
  readonly gateway: string;
  readonly first: string;
}

/** Ten addresses of each class, one after the other. */
function networksOf({ cidr, gateway, first }: Range): readonly object[] {
  const [, begin = '', last = ''] = /^(.*\.)(\d+)$/.exec(first) ?? [];
  return ['public', 'local', 'private'].map((name, index) => {
    const from = Number(last) + 10 * index;
    return { class: name, cidr, gateway, first: `${begin}${from}`, last: `${begin}${from + 9}` };
  });
}

interface UsualConfigs {
  readonly scheduler: { readonly site: object };
  readonly genesis: object;
  readonly api: object;
  readonly agents: Readonly<Record<string, object>>;
}

async function startParts(
  folder: string,
  files: Awaited<ReturnType<typeof configure>>,
  lab: Lab,
  ends: (() => Promise<unknown>)[],
): Promise<Record<Part, PartProcess>> {
  const node = process.execPath;
  const make = (name: Part, readyText: string, command: readonly string[]): PartProcess => {
    const logFile = join(folder, 'logs', `${name}.log`);
    const part = partProcess({ name, logFile, readyText, command: () => command });
    ends.push(() => part.kill());
    return part;
  };
  const ready = '"ready":true';
  const parts = {
    nats: make('nats', 'Server is ready', [files.natsProgram, '-c', files.natsConfig]),
    scheduler: make('scheduler', ready, [node, mainOf('scheduler'), files.configs.scheduler]),
    api: make('api', ready, [node, mainOf('api'), files.configs.api]),
    agent: lab.hosts[0]!.agent,
  };
  await parts.nats.start();
  execFileSync(node, [genesisMain, files.configs.genesis], { stdio: 'pipe', timeout: 60_000 });
  const agents = lab.hosts.map(({ agent }) => agent.start());
  await Promise.all([parts.scheduler.start(), parts.api.start(), ...agents]);
  return parts;
}
