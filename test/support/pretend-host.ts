/**
 * A host without a hypervisor: the real agent on a real bus and real time, over fakes of libvirt, disks and images. What is on
 * the host outlives its agent, which may be killed, made to stand still, and started again.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import pino from 'pino';
import { createAgent } from '../../agent/agent.ts';
import type { Agent } from '../../agent/agent.ts';
import { noGuestNetwork } from '../../agent/network/guest-network.ts';
import { systemRandom } from '../../shared/base/random.ts';
import { secret } from '../../shared/base/secret.ts';
import type { Bus } from '../../shared/bus/bus.ts';
import { connectNats } from '../../shared/bus/connect.ts';
import { openNatsBus } from '../../shared/bus/nats-bus.ts';
import { subjectsOf } from '../../shared/bus/subjects.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { fakeDisks } from '../fakes/fake-disks.ts';
import type { FakeDisks } from '../fakes/fake-disks.ts';
import { fakeGuards } from '../fakes/fake-guards.ts';
import type { FakeGuards } from '../fakes/fake-guards.ts';
import { FakeHost } from '../fakes/fake-host.ts';
import { fakeHypervisor } from '../fakes/fake-hypervisor.ts';
import { fakeImages } from '../fakes/fake-images.ts';
import type { QemuCensus } from '../fakes/qemu-census.ts';
import { createSimProcess } from '../sim/sim-process.ts';
import type { SimProcess } from '../sim/sim-process.ts';

export interface PretendHostOptions {
  readonly cloudId: string;
  readonly hostId: string;
  readonly hostName: string;
  readonly servers: readonly string[];
  /** Its agent's nkey. */
  readonly seed: string;
  /** Who counts its guests; a census of its own unless given. */
  readonly census?: (host: () => FakeHost) => QemuCensus;
  /** Has the other's identity, disk and memory as they are now, none of its guests, and boots by itself. */
  readonly copyOf?: PretendHost;
}

export interface PretendHost {
  readonly hostId: string;
  readonly hostName: string;
  /** What runs on it. */
  readonly guests: FakeHost;
  readonly disks: FakeDisks;
  readonly guards: FakeGuards;
  readonly storageId: string;
  /** The orders that its agents heard of late, oldest first. */
  readonly wantedHeard: readonly Uint8Array[];
  /** Resolves when its agent has said its first hello. */
  startAgent(): Promise<void>;
  /** Nothing that the agent had under way goes on; its connection is gone. */
  killAgent(): Promise<void>;
  /** The agent stands still until told to go on, and then hears all that came meanwhile. */
  pauseAgent(): void;
  resumeAgent(): void;
  end(): Promise<void>;
}

/** Room for thousands of small machines. */
const capacity = { cpuHundredths: 400_000, memoryMiB: 4_000_000, diskMiB: 40_000_000 };
const wantedKept = 200;
const realTime = {
  nowMs: () => performance.now(),
  after: systemClock.after,
  step: () => false,
};

/** Resolves when its agent has said its first hello. */
export async function startPretendHost(options: PretendHostOptions): Promise<PretendHost> {
  const { hostId, hostName, copyOf } = options;
  const clock = systemClock;
  const hostUuid = copyOf?.guests.facts().hostUuid ?? randomUUID();
  const guests: FakeHost = new FakeHost({
    ...{ clock, shutdownMs: 200, facts: { hostUuid } },
    ...(options.census ? { census: options.census(() => guests) } : {}),
  });
  const storageId = copyOf?.storageId ?? randomBytes(16).toString('hex');
  const world: World = {
    ...{ guests, disks: fakeDisks({ clock, stepMs: 1, storageId }), bootId: randomUUID() },
    ...{ images: fakeImages({ clock, fetchMs: 20 }), guards: await guardsLike(copyOf) },
    wantedHeard: [],
  };
  let life: Life | null = null;
  const host: PretendHost = {
    ...{ hostId, hostName, guests, storageId, disks: world.disks, guards: world.guards },
    wantedHeard: world.wantedHeard,
    async startAgent() {
      life ??= await startLife(options, world);
    },
    async killAgent() {
      const ending = life;
      life = null;
      if (ending === null) return;
      ending.process.crash();
      world.disks.crash();
      world.images.crash();
      ending.agent.stop();
      await ending.hangUp();
    },
    pauseAgent: () => life?.process.pause(),
    resumeAgent: () => life?.process.resume(),
    end: () => host.killAgent(),
  };
  await host.startAgent();
  return host;
}

/** Guards of a new host, or a copy of another's. */
async function guardsLike(other?: PretendHost): Promise<FakeGuards> {
  const guards = fakeGuards({});
  for (const guard of other?.guards.kept().values() ?? []) await guards.write(guard);
  const memory = other?.guards.memory();
  if (memory) await guards.writeMemory(memory);
  return guards;
}

interface World {
  readonly guests: FakeHost;
  readonly disks: FakeDisks;
  readonly images: ReturnType<typeof fakeImages>;
  readonly guards: FakeGuards;
  readonly bootId: string;
  readonly wantedHeard: Uint8Array[];
}

interface Life {
  readonly agent: Agent;
  readonly process: SimProcess;
  readonly hangUp: () => Promise<void>;
}

async function startLife(options: PretendHostOptions, world: World): Promise<Life> {
  const { cloudId, hostId, hostName, servers } = options;
  const process = createSimProcess({ name: hostName, time: realTime, wallClock: Date.now });
  const { connection } = await connectNats({
    ...{ servers, seed: secret(options.seed), inboxPrefix: subjectsOf(cloudId).inbox(hostId) },
    ...{ name: hostName, clock: systemClock, random: systemRandom },
  });
  const wanted = subjectsOf(cloudId).wanted(hostId);
  const agent = createAgent(
    {
      ...{ clock: process.clock, random: systemRandom, logger: pino({ level: 'silent' }) },
      bus: process.gate(tapped(openNatsBus(connection), wanted, world.wantedHeard)),
      hypervisor: process.gate(fakeHypervisor(world.guests)),
      disks: process.gate(world.disks),
      images: process.gate(world.images),
      guards: process.gate(world.guards),
      addresses: { inUse: async () => false },
      living: { has: async () => false },
      network: noGuestNetwork,
      source: {
        bootId: async () => world.bootId,
        declaration: async () => ({ capacity, attributes: { HYPERVISOR: 'qemu' } }),
        load: async (foreign) => ({
          ...{ cpuUsedHundredths: 25, memoryUsedMiB: 512, diskFreeMiB: 9_000 },
          ...{ netReceiveBytes: 0, netSendBytes: 0, ...foreign },
        }),
      },
    },
    {
      ...{ cloudId, hostId, hostName, bridge: 'br0', domainType: 'qemu', helloEveryMs: 500 },
      ...{ emulator: '/usr/bin/qemu-system-x86_64', version: '0.1.0' },
    },
  );
  await agent.start();
  return { agent, process, hangUp: () => connection.close() };
}

/** The bus, with what comes on `subject` kept in `heard` too. */
function tapped(bus: Bus, subject: string, heard: Uint8Array[]): Bus {
  return {
    publish: (to, bytes) => bus.publish(to, bytes),
    request: (to, bytes, timeoutMs) => bus.request(to, bytes, timeoutMs),
    onReconnect: (onUp) => bus.onReconnect(onUp),
    messageBytesMax: bus.messageBytesMax,
    subscribe: (from, onMessage) =>
      bus.subscribe(from, (message) => {
        if (from === subject) heard.push(message.bytes);
        if (heard.length > wantedKept) heard.shift();
        onMessage(message);
      }),
  };
}
