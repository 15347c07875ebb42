/**
 * A whole cloud for one test file: private hypervisor, nats-server, scheduler, API and agent, each a process of its own,
 * as the starter runs them, but in a temporary folder, beside every other cloud of the machine, and without a keeper, so
 * that a part that was killed stays away until the test starts it again.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MachineView } from '../../../api/views/machine-view.ts';
import {
  STORAGE_INSIDE,
  insideHost,
  startHypervisor,
  stopHypervisor,
} from '../../../lab/private-hypervisor.mjs';
import { makeAppliance } from '../../../start/appliance.mjs';
import { buildSources } from '../../../start/build.mjs';
import { openCloud } from '../../../start/cloud-requests.mjs';
import { openHost } from '../../../start/first-machine.mjs';
import { writeNatsConfig } from '../../../start/nats-choice.mjs';
import { partConfigs, writePartConfigs } from '../../../start/part-configs.mjs';
import { chooseRange } from '../../../start/ranges.mjs';
import { openSecrets } from '../../../start/secrets.mjs';
import { isBuilt } from '../../../start/sources.mjs';
import { TEST_STATE } from '../../../start/test-state.mjs';
import { freePort } from '../free-port.ts';
import { natsProgram } from '../nats-server.ts';
import { cloudClient } from './cloud-client.ts';
import type { CloudClient } from './cloud-client.ts';
import { endsWithTest } from './ends-with-test.ts';
import { guestShell, makeKey } from './guest-shell.ts';
import type { GuestShell } from './guest-shell.ts';
import { hostView } from './host-view.ts';
import type { HostView } from './host-view.ts';
import { diesWithParent, partProcess } from './part-process.ts';
import type { PartProcess } from './part-process.ts';

export interface RealCloudOptions {
  /** How long evidence is kept at least. */
  readonly quarantineWindowMs?: number;
  /** How long a guest has to power off. */
  readonly stopDeadlineMs?: number;
  /** How often the agent speaks; half a second unless given, so that tests see soon what it does by itself. */
  readonly helloEveryMs?: number;
  /** The storage directory is a file system of its own of this size; else it is a folder. */
  readonly storageMiB?: number;
}

type Part = 'nats' | 'scheduler' | 'api' | 'agent';

export interface RealCloud extends CloudClient {
  readonly host: HostView;
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
/** What clouds of users choose from is left to them. */
const leftToOthers = ['10.77.0.0/16', '172.30.0.0/16'];
const capacity = { cpuHundredths: 1_600, memoryMiB: 16_384, diskMiB: 65_536 };

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
  const settings = await chosen();
  const host = await aHost(folder, settings, options, ends);
  const files = await configure({
    folder,
    settings,
    options,
    imageFile: join(imageFolder, 'any'),
    busybox,
  });
  const parts = await startParts(folder, files, host.initPid, ends);
  const client = cloudClient(`http://127.0.0.1:${settings.apiPort}`, files.token);
  await openHost(openCloud({ port: settings.apiPort, token: files.token }), settings);
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
    ...{ host: host.view, parts, range: settings.range, imageFolder, image: located, keyFiles },
    ...{ aMachine, shell, end },
    async runs(wishes = {}) {
      const id = await client.run(aMachine(wishes));
      const opened = await shell(await client.reaches(id, 'running'));
      return guestOf(id, opened);
    },
    logOf: (part) => readFileSync(join(folder, 'logs', `${part}.log`), 'utf8').slice(-4000),
  };
}

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

async function chosen() {
  const routes = execFileSync('ip', ['-4', '-o', 'route', 'show', 'table', 'all'], {
    encoding: 'utf8',
  });
  const routed = routes.split('\n').map((line) => line.replace(/^(local|broadcast) /, ''));
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const taken = [
    ...leftToOthers,
    ...routed.map((line) => line.split(' ')[0] ?? ''),
    ...own.flatMap(({ cidr, family }) => (family === 'IPv4' && cidr !== null ? [cidr] : [])),
  ];
  return {
    cloudId: randomBytes(16).toString('hex'),
    hostId: randomBytes(16).toString('hex'),
    hostName: 'host-1',
    apiPort: await freePort(),
    range: chooseRange(taken.filter((text) => /^[0-9]/.test(text) && text !== '0.0.0.0/0')),
    interface: `strt${randomBytes(3).toString('hex')}`,
  };
}

type Settings = Awaited<ReturnType<typeof chosen>>;

async function aHost(
  folder: string,
  { hostName: name, range, interface: link }: Settings,
  { storageMiB }: RealCloudOptions,
  ends: (() => Promise<unknown>)[],
) {
  const hostFolder = join(folder, 'host');
  mkdirSync(hostFolder, { mode: 0o700 });
  const uplink = { interface: link, address: `${range.gateway}/${range.prefixLength}` };
  const { init } = await startHypervisor({ folder: hostFolder, name, uplink });
  const endWatch = endsWithTest(init.pid, folder);
  ends.push(async () => {
    await stopHypervisor(hostFolder);
    endWatch();
  });
  const view = hostView(init.pid);
  if (storageMiB !== undefined) {
    const size = `size=${storageMiB}m,mode=755`;
    await view.inside('mount', '-t', 'tmpfs', '-o', size, 'tmpfs', STORAGE_INSIDE);
  }
  return { initPid: init.pid, view };
}

async function configure(facts: {
  folder: string;
  settings: Settings;
  options: RealCloudOptions;
  imageFile: string;
  busybox: string;
}) {
  const { folder, settings, options, imageFile, busybox } = facts;
  const program = await natsProgram();
  if (typeof program === 'string') throw new Error(program);
  const secrets = openSecrets(folder);
  const natsPort = await freePort();
  const { cloudId, hostId } = settings;
  const natsConfig = await writeNatsConfig({
    ...{ state: folder, server: { ...program, syncBy: 'volatile' }, port: natsPort },
    ...{ cloudId, hostId, publicKeys: secrets.publicKeys },
  });
  // The starter's configurations, of which a test changes a few fields.
  const usual: Record<string, { readonly site?: object }> = partConfigs({
    ...{ settings, secrets, natsPort, image: imageFile, busybox, domainType: 'qemu' },
  });
  const { quarantineWindowMs = 3_600_000, stopDeadlineMs = 60_000 } = options;
  const site = {
    ...usual['scheduler']?.site,
    quarantineWindowMs,
    stopDeadlineMs,
    addressHoldMs: 1_000,
  };
  const agent = {
    ...usual['agent'],
    helloEveryMs: options.helloEveryMs ?? 500,
    allowPrivateImageAddresses: true,
    capacity,
  };
  const configs = writePartConfigs(folder, {
    ...{ ...usual, agent },
    scheduler: { ...usual['scheduler'], site },
    genesis: { ...usual['genesis'], site },
  });
  return { natsProgram: program.path, natsConfig, configs, token: secrets.token };
}

async function startParts(
  folder: string,
  files: Awaited<ReturnType<typeof configure>>,
  initPid: number,
  ends: (() => Promise<unknown>)[],
): Promise<Record<Part, PartProcess>> {
  mkdirSync(join(folder, 'logs'));
  const mainOf = (part: string): string => join(checkout, 'dist', part, 'main.js');
  const node = process.execPath;
  const make = (name: Part, readyText: string, command: readonly string[]): PartProcess => {
    const logFile = join(folder, 'logs', `${name}.log`);
    const part = partProcess({ name, logFile, readyText, command: () => command });
    ends.push(() => part.kill());
    return part;
  };
  const ready = '"ready":true';
  // The wrapper forks: what lives inside is to end with it too.
  const agent = [...diesWithParent, node, mainOf('agent')];
  const parts = {
    nats: make('nats', 'Server is ready', [files.natsProgram, '-c', files.natsConfig]),
    scheduler: make('scheduler', ready, [node, mainOf('scheduler'), files.configs['scheduler']!]),
    api: make('api', ready, [node, mainOf('api'), files.configs['api']!]),
    agent: make('agent', ready, insideHost(initPid, [...agent, files.configs['agent']!])),
  };
  await parts.nats.start();
  const genesis = join(checkout, 'dist/scheduler/genesis.js');
  execFileSync(node, [genesis, files.configs['genesis']!], { stdio: 'pipe', timeout: 60_000 });
  await Promise.all([parts.scheduler.start(), parts.api.start(), parts.agent.start()]);
  return parts;
}
