/**
 * A simulated cloud: virtual time, a network with weather, one log, a vault, hosts with the real agent, processes of the real
 * scheduler, and a witness that sees what really happens. Everything comes from one seed.
 */
import type { Logger } from '../../shared/base/logger.ts';
import { createMemoryBusHub } from '../../shared/bus/memory-bus.ts';
import type { MemoryBusHub } from '../../shared/bus/memory-bus.ts';
import { createMemorySegments } from '../../shared/log/memory-segments.ts';
import type { MemorySegments } from '../../shared/log/memory-segments.ts';
import { createMemoryVault } from '../../shared/log/memory-vault.ts';
import type { MemoryVault } from '../../shared/log/memory-vault.ts';
import type { Network, SiteSettings } from '../../shared/model/events.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { QemuCensus } from '../fakes/qemu-census.ts';
import { cloudId, createLogWriter } from '../support/log-writer.ts';
import { searchedHub, searchedVault, tellsSecret } from './canaries.ts';
import { createCoverage } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import { createSimHost } from './sim-host.ts';
import type { SimHost, SimHostOptions } from './sim-host.ts';
import { createSimNetwork } from './sim-network.ts';
import type { SimNetwork } from './sim-network.ts';
import type { SimProcess } from './sim-process.ts';
import { simRandom } from './sim-random.ts';
import type { SimRandom } from './sim-random.ts';
import type { SimReaders } from './sim-readers.ts';
import { createSimScheduler } from './sim-scheduler.ts';
import type { SimScheduler } from './sim-scheduler.ts';
import { worldStartsAtMs } from './sim-settings.ts';
import { createSimTime } from './sim-time.ts';
import type { SimTime } from './sim-time.ts';
import { createTrace } from './trace.ts';
import type { Trace } from './trace.ts';
import { createWitness } from './witness.ts';
import type { Witness } from './witness.ts';

export interface SimWorld {
  readonly cloudId: string;
  readonly startsAtMs: number;
  readonly helloEveryMs: number;
  readonly time: SimTime;
  readonly random: SimRandom;
  readonly trace: Trace;
  /** What went wrong here, and among how much. */
  readonly coverage: Coverage;
  readonly network: SimNetwork;
  readonly hub: MemoryBusHub;
  readonly log: MemorySegments;
  /** A segment of the log with more bytes is followed by another one. */
  readonly segmentBytesMax: number;
  readonly vault: MemoryVault;
  readonly census: QemuCensus;
  readonly witness: Witness;
  readonly hosts: readonly SimHost[];
  readonly schedulers: readonly SimScheduler[];
  /** Who reads; null: nobody. */
  readers: SimReaders | null;
  /** An administrator recovers the log: nothing new goes wrong meanwhile. */
  isRecovering: boolean;
  /** A user asks something now, drawn from that seed. */
  askNow: (seed: number) => void;
  readonly clock: Clock;
  /** Addresses that a foreign machine answers for. */
  readonly foreign: Set<number>;
  answersFor(address: number): boolean;
  enter(process: SimProcess): void;
  leave(name: string): void;
  loggerOf(name: string, isAlive: () => boolean): Logger;
  /** Lets everything happen until that time, the witness looking after each thing. */
  runUntil(untilMs: number): Promise<void>;
  run(durationMs: number): Promise<void>;
}

export interface WorldOptions {
  readonly seed: number;
  readonly hosts: readonly Omit<SimHostOptions, 'index'>[];
  readonly schedulers: number;
  readonly helloEveryMs?: number;
  readonly segmentBytesMax?: number;
  /** What a message takes at most; a page of a set takes a quarter of it. */
  readonly messageBytesMax?: number;
  /** Sees the world before anything happens in it. */
  readonly prepare?: (world: SimWorld) => void;
  readonly site?: Partial<SiteSettings>;
  /** How many addresses the one network has. */
  readonly addresses?: number;
}

const writer = 'e'.repeat(32);
const firstAddress = 0x0a4d0902;

/** Writes the first commit; hosts and schedulers are there and not yet started. */
export async function createSimWorld(options: WorldOptions): Promise<SimWorld> {
  const random = simRandom(options.seed);
  const { messageBytesMax = 16_384 } = options;
  const time = createSimTime();
  const trace = createTrace(() => time.nowMs());
  const startsAtMs = worldStartsAtMs;
  const processes = new Map<string, SimProcess>();
  const coverage = createCoverage();
  const network = createSimNetwork({
    ...{ time, trace, coverage, random: random.fork() },
    process: (name) => processes.get(name),
  });
  const clock: Clock = {
    now: () => startsAtMs + time.nowMs(),
    elapsed: () => time.nowMs(),
    after: (delayMs, action) => time.after(delayMs, action),
  };
  const hosts: SimHost[] = [];
  const schedulers: SimScheduler[] = [];
  const log = createMemorySegments({ clock, carry: network.carry });
  const census = new QemuCensus();
  const foreign = new Set<number>();
  const tellSecret = (where: string): void =>
    world.witness.report('I23', `a secret can be read in ${where}`);
  const world: SimWorld = {
    ...{ cloudId, startsAtMs, time, random, trace, network, log, census, hosts, schedulers, clock },
    ...{
      readers: null,
      isRecovering: false,
      askNow: () => undefined,
      coverage,
      foreign,
      helloEveryMs: options.helloEveryMs ?? 5_000,
    },
    hub: searchedHub(
      createMemoryBusHub({ clock, deliver: network.deliver, messageBytesMax }),
      tellSecret,
    ),
    vault: searchedVault(createMemoryVault({ clock }), tellSecret),
    segmentBytesMax: options.segmentBytesMax ?? 1 << 30,
    witness: createWitness({
      log,
      trace,
      census,
      hosts,
      isForeign: (address) => foreign.has(address),
      nowMs: () => clock.now(),
    }),
    answersFor: (address) => foreign.has(address) || isOnLan(hosts, address),
    enter: (process) => void processes.set(process.name, process),
    leave(name) {
      processes.delete(name);
      world.hub.drop(name);
      log.drop(name);
    },
    loggerOf: (name, isAlive) => loggerOf(world, name, isAlive),
    runUntil: (untilMs) => runUntil(world, untilMs),
    run: (durationMs) => runUntil(world, time.nowMs() + durationMs),
  };
  for (const [index, host] of options.hosts.entries())
    hosts.push(createSimHost(world, { index, ...host }));
  for (let index = 0; index < options.schedulers; index++)
    schedulers.push(createSimScheduler(world, index, random.between(-10_000, 10_000)));
  await writeGenesis(world, options);
  options.prepare?.(world);
  return world;
}

async function runUntil(world: SimWorld, untilMs: number): Promise<void> {
  // What was just begun comes to its first wait: before that there may be nothing to wait for.
  do {
    await turn();
    world.witness.look();
  } while (world.time.step(untilMs));
}

/** All promises that can go on have gone on: the next tick comes when no microtask is left, without a turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

function isOnLan(hosts: readonly SimHost[], address: number): boolean {
  const octets = [24, 16, 8, 0].map((bits) => ((address >>> bits) & 255).toString(16));
  const suffix = octets.map((octet) => octet.padStart(2, '0')).join(':');
  return hosts.some((host) =>
    [...host.living.values()].some(({ macs }) => macs.some((mac) => mac.endsWith(suffix))),
  );
}

/** A bug of ours that some loop caught and logged is a finding too. */
function loggerOf(world: SimWorld, name: string, isAlive: () => boolean): Logger {
  const note = (facts: object, message: string): void => {
    if (!isAlive()) return;
    const error = 'err' in facts && facts.err instanceof Error ? facts.err : null;
    if (tellsSecret(message + JSON.stringify(facts) + (error?.stack ?? '')))
      world.witness.report('I23', `${name} logs a secret: ${message}`);
    world.trace.note(`${name}: ${message}${error ? `: ${error.message}` : ''}${whyOf(facts)}`);
    const bugs = ['AssertionFailed', 'TypeError', 'RangeError', 'ReferenceError'];
    if (bugs.includes(error?.name ?? '')) world.witness.report('no bug shows', error!.stack ?? '');
  };
  return { info: note, warn: note, error: note };
}

function whyOf(facts: object): string {
  return 'why' in facts ? ` (${String(facts.why)})` : '';
}

async function writeGenesis(world: SimWorld, options: WorldOptions): Promise<void> {
  const small = { vcpus: 1, cpuHundredths: 100, memoryMiB: 512, swapMiB: 64, rootDiskMiB: 64 };
  const large = { vcpus: 2, cpuHundredths: 200, memoryMiB: 1536, swapMiB: 64, rootDiskMiB: 64 };
  const settings: SiteSettings = {
    types: [
      { name: 'small', ...small },
      { name: 'large', ...large },
    ],
    ...{ defaultType: 'small', policy: 'packing', quarantineWindowMs: 90_000 },
    ...{ addressHoldMs: 30_000, cpuOvercommitPercent: 100, memoryReservedMiB: 512 },
    ...{
      diskReservedMiB: 128,
      stopDeadlineMs: 15_000,
      nameServers: [],
      hostSilentAfterMs: 4 * world.helloEveryMs,
    },
    ...options.site,
  };
  const defined: Network = {
    ...{ networkClass: 'public', network: 0x0a4d0900, prefixLength: 24, gateway: 0x0a4d0901 },
    ...{ first: firstAddress, last: firstAddress + (options.addresses ?? 12) - 1 },
  };
  const setup = createLogWriter(world.log.at(1).client('setup'), world.startsAtMs - 1_000);
  await setup.write([
    { type: 'cloudCreated', cloudId, macPrefix: '0200' },
    { type: 'termStarted', term: 1, writer },
    { type: 'siteConfigured', ...settings },
    { type: 'networkDefined', ...defined },
  ]);
}
