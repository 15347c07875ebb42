/**
 * A simulated host: what survives its agent (QEMUs, definitions, disks, images, guards), the agent process on it, and what may
 * befall both. The real agent runs here on fakes at the lowest ports.
 */
import { createAgent } from '../../agent/agent.ts';
import { noGuestNetwork } from '../../agent/network/guest-network.ts';
import type { Logger } from '../../shared/base/logger.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { uuidFromRandom } from '../../shared/base/bytes.ts';
import { fakeDisks } from '../fakes/fake-disks.ts';
import type { FakeDisks } from '../fakes/fake-disks.ts';
import { fakeGuards } from '../fakes/fake-guards.ts';
import type { FakeGuards } from '../fakes/fake-guards.ts';
import { FakeHost } from '../fakes/fake-host.ts';
import { fakeHypervisor } from '../fakes/fake-hypervisor.ts';
import { fakeImages } from '../fakes/fake-images.ts';
import type { FakeImages } from '../fakes/fake-images.ts';
import type { Coverage } from './coverage.ts';
import { createAgentWatch } from './agent-watch.ts';
import { bootsOfHost } from './host-boots.ts';
import { createLies } from './lying-agent.ts';
import type { Lies } from './lying-agent.ts';
import { livingQemu } from './living-qemu.ts';
import type { LivingQemu } from './living-qemu.ts';
import { createSimProcess } from './sim-process.ts';
import type { SimProcess } from './sim-process.ts';
import type { SimWorld } from './sim-world.ts';
import { createWallClock } from './wall-clock.ts';
import type { WallClock } from './wall-clock.ts';
import { WatchedCensus } from './watched-census.ts';

export interface SimHost {
  readonly hostId: string;
  readonly name: string;
  readonly capacity: {
    readonly cpuHundredths: number;
    readonly memoryMiB: number;
    readonly diskMiB: number;
  };
  readonly hypervisor: FakeHost;
  readonly disks: FakeDisks;
  readonly images: FakeImages;
  readonly guards: FakeGuards;
  /** What the host's clock shows. */
  readonly wallClock: WallClock;
  /** What its agent says that is not so. */
  readonly lies: Lies;
  /** All its orders came to this start of its agent, on its present connection. */
  hasOrders(): boolean;
  /** It was told once that nothing runs there, or told a lie: then it may have said so of what lives. */
  mayHaveMissed(): boolean;
  /** The QEMUs that live on it, by machine: what the host really runs. */
  readonly living: ReadonlyMap<string, LivingQemu>;
  agent(): SimProcess | null;
  startAgent(): void;
  /** Kills the agent; a supervisor starts it again after `restartMs`. */
  crashAgent(restartMs: number): void;
  /** Everything on the host stops; it boots again after `downMs`, under another boot id. */
  powerFail(downMs: number): void;
  /** Its guests power off as the host does, and it boots again after `downMs`, under another boot id. */
  reboot(downMs: number): void;
  /** Something in the world ends a guest: no control part had a hand in it. */
  byItself(action: () => void): void;
}

export interface SimHostOptions {
  readonly index: number;
  readonly capacity: SimHost['capacity'];
  /** Milliseconds that the host's wall clock is off. */
  readonly clockOffMs?: number;
  /** What a guest's root disk takes, in MiB. */
  readonly rootUsesMiB?: number;
}

export function createSimHost(world: SimWorld, options: SimHostOptions): SimHost {
  const { random, time, trace, witness, coverage } = world;
  const { index, capacity, rootUsesMiB = 0 } = options;
  const name = `host-${index + 1}`;
  const hostId = random.hex(16);
  const living = new Map<string, LivingQemu>();
  const wallClock = createWallClock(world.clock, coverage, options.clockOffMs ?? 0);
  const hostClock: Clock = { ...world.clock, now: wallClock.now };
  let byWorld = false;
  let agent: SimProcess | null = null;
  let endIn: (restartMs: number) => void = () => undefined;
  const agentClock: Clock = {
    now: () => hostClock.now(),
    elapsed: () => hostClock.elapsed(),
    after: (delayMs, action) => (agent?.clock ?? hostClock).after(delayMs, action),
  };

  const census = new WatchedCensus(
    world.census,
    (uuid) => {
      const qemu = livingQemu(hypervisor, uuid);
      living.set(uuid, qemu);
      coverage.point('guestStart');
      trace.note(`${name}: QEMU of ${uuid.slice(0, 8)} starts, generation ${qemu.generation}`);
      witness.onStart(host, qemu);
    },
    (uuid) => {
      const qemu = living.get(uuid);
      living.delete(uuid);
      trace.note(`${name}: QEMU of ${uuid.slice(0, 8)} ends${byWorld ? ' by itself' : ''}`);
      if (qemu) witness.onEnd(host, qemu, byWorld);
    },
  );
  const lies = createLies(world, hostId);
  let mayHaveMissed = false;
  const hypervisor = new FakeHost({
    ...{ clock: hostClock, census, shutdownMs: 3_000 },
    facts: { hostUuid: uuidFromRandom(random.bytes(16)) },
  });
  hypervisor.faults.onTaken = (kind) => {
    mayHaveMissed ||= kind === 'emptyList';
    coverage.took(libvirtFaults[kind]);
  };
  const disks = fakeDisks({
    ...{ clock: agentClock, stepMs: 8, storageId: random.hex(16), rootUsesMiB },
    onCall(fault) {
      coverage.point('diskCall');
      if (fault) coverage.took(fault);
    },
  });
  const images = countedImages(agentClock, coverage);
  const guards = fakeGuards({
    onWrite(guard, before) {
      watch.onGuard(guard);
      witness.onGuard(host, guard, before);
    },
    onRemove: (before) => witness.onForgotten(host, before),
    onMemory: (memory, before) => witness.onMemory(host, memory, before),
  });
  const watch = createAgentWatch({ name, guards, report: witness.report });

  function startAgent(): void {
    if (!boots.isOn() || agent?.isAlive()) return;
    coverage.point('process');
    const process = createSimProcess({
      ...{ name, time, wallClock: wallClock.now },
      onFate: () => coverage.took('crashAtCall'),
    });
    agent = process;
    world.enter(process);
    let againMs = 3_000;
    endIn = (restartMs) => {
      coverage.took('killed');
      againMs = restartMs;
      process.crash();
    };
    process.onCrash(() => {
      trace.note(`${name}: agent dies`);
      disks.crash();
      images.crash();
      world.leave(name);
      time.after(againMs, startAgent);
    });
    trace.note(`${name}: agent starts`);
    const driver = fakeHypervisor(hypervisor);
    process.onCrash(() => void driver.close());
    const started = createAgent(portsOf(process, driver), {
      ...{ cloudId: world.cloudId, hostId, hostName: name, bridge: 'br0', domainType: 'qemu' },
      ...{ emulator: '/usr/bin/qemu-system-x86_64', version: '0.1.0' },
      helloEveryMs: world.helloEveryMs,
    }).start();
    started.catch((error: unknown) => {
      trace.note(`${name}: agent cannot start: ${(error as Error).message}`);
      process.crash();
    });
  }

  function portsOf(process: SimProcess, driver: ReturnType<typeof fakeHypervisor>) {
    const latency = random.fork();
    const latencyMs = (method: string): number =>
      /^(define|start|shutdown|destroy|undefine|write|remove)/.test(method) ? latency.below(20) : 0;
    const gate = { latencyMs };
    const onCall = (method: string): void => {
      coverage.point('libvirtCall');
      if (method === 'domains') coverage.point('libvirtList');
      else if (requestsThatChange.test(method)) coverage.point('libvirtAct');
      if (!hypervisor.available) coverage.took('libvirtAway');
    };
    return {
      ...{ clock: process.clock, random: random.fork(), logger: loggerOf(process) },
      // The watch hears what the agent means to say; lies come after it.
      bus: process.gate(watch.listenedTo(lies.told(world.hub.client(name)))),
      hypervisor: process.gate(driver, { latencyMs, onCall }),
      disks: process.gate<FakeDisks>(disks),
      images: process.gate<FakeImages>(images),
      guards: process.gate<FakeGuards>(guards, gate),
      addresses: process.gate({ inUse }),
      living: process.gate({ has: async (machineId: string) => living.has(machineId) }),
      network: noGuestNetwork,
      source: {
        bootId: async () => boots.bootId(),
        declaration: async () => ({
          capacity,
          attributes: { HYPERVISOR: 'qemu', HOSTNAME: name },
        }),
        load: async (foreign: { foreignCpuHundredths: number; foreignMemoryMiB: number }) => ({
          ...{ cpuUsedHundredths: 0, memoryUsedMiB: 0, diskFreeMiB: 0, netReceiveBytes: 0 },
          ...{ netSendBytes: 0, ...foreign },
        }),
      },
    };
  }

  async function inUse(address: number): Promise<boolean> {
    coverage.point('addressProbe');
    const isInUse = world.answersFor(address);
    if (isInUse) coverage.took('addressInUse');
    return isInUse;
  }

  function loggerOf(process: SimProcess): Logger {
    return world.loggerOf(name, () => process.isAlive());
  }

  function byItself(action: () => void): void {
    byWorld = true;
    action();
    byWorld = false;
  }

  const host: SimHost = {
    ...{ hostId, name, capacity, hypervisor, disks, images, guards, living, startAgent, byItself },
    ...{ wallClock, lies, hasOrders: watch.hasOrders },
    mayHaveMissed: () => mayHaveMissed || lies.everLied(),
    agent: () => agent,
    crashAgent: (restartMs) => endIn(restartMs),
    powerFail: (downMs) => boots.powerFail(downMs),
    reboot: (downMs) => boots.reboot(downMs),
  };
  const boots = bootsOfHost(world, host);
  return host;
}

const requestsThatChange = /^(define|start|shutdown|destroy|undefine)/;

const libvirtFaults = {
  fail: 'libvirtError',
  loseAnswer: 'libvirtAnswerLost',
  refuseDone: 'libvirtRefusesDone',
  hang: 'libvirtHangs',
  emptyList: 'libvirtEmptyList',
} as const;

function countedImages(clock: Clock, coverage: Coverage): FakeImages {
  return fakeImages({
    ...{ clock, fetchMs: 400 },
    onFetch(failed) {
      coverage.point('imageFetch');
      if (failed) coverage.took('imageMissing');
    },
  });
}
