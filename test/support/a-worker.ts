/** The worker of one machine on fakes and virtual time, as an agent's process holds it: may be killed and made again. */
import { createMachineWorker } from '../../agent/loop/machine-worker.ts';
import type { MachineWorker } from '../../agent/loop/machine-worker.ts';
import { openHostMemory } from '../../agent/loop/host-memory.ts';
import type { HostMemory } from '../../agent/loop/host-memory.ts';
import { noGuestNetwork } from '../../agent/network/guest-network.ts';
import { withOrder } from '../../agent/reconcile/accept-orders.ts';
import { silentLogger } from '../../shared/base/logger.ts';
import { contextDigest } from '../../shared/model/context-digest.ts';
import type { Guard } from '../../shared/model/conversation.ts';
import type { MachineRecord } from '../../shared/model/machine-record.ts';
import { fakeDisks } from '../fakes/fake-disks.ts';
import type { FakeDisks } from '../fakes/fake-disks.ts';
import { fakeGuards } from '../fakes/fake-guards.ts';
import type { FakeGuards } from '../fakes/fake-guards.ts';
import { FakeHost } from '../fakes/fake-host.ts';
import { fakeHypervisor } from '../fakes/fake-hypervisor.ts';
import { fakeImages } from '../fakes/fake-images.ts';
import type { FakeImages } from '../fakes/fake-images.ts';
import { aClock } from './a-clock.ts';
import type { TestClock } from './a-clock.ts';
import { bootId, cloudId, hostId } from './a-guard.ts';
import { aMachineRecord } from './a-machine-record.ts';

export interface WorkerBench {
  readonly clock: TestClock;
  readonly host: FakeHost;
  readonly disks: FakeDisks;
  readonly images: FakeImages;
  readonly guards: FakeGuards;
  readonly machineId: string;
  memory: HostMemory;
  worker: MachineWorker;
  /** Others on the network have this address. */
  addressInUse: boolean;
  /** A QEMU lives that libvirt does not show. */
  livingUnseen: boolean;
  purgeDue: boolean;
  guard(): Guard;
  /** An order comes: guard first, then the worker hears of it. */
  order(changes?: Partial<MachineRecord>): Promise<void>;
  /** The agent dies and starts again on what is durable. */
  restart(): Promise<void>;
}

const files = [{ name: 'context.sh', bytes: Uint8Array.of(1) }];
const digest = contextDigest(files);

export async function aWorker({ fetchMs = 400 } = {}): Promise<WorkerBench> {
  const clock = aClock();
  const { machineId } = aMachineRecord();
  const bench = {
    ...{ clock, machineId, host: new FakeHost({ clock }), disks: fakeDisks({ clock }) },
    ...{ images: fakeImages({ clock, fetchMs }), guards: fakeGuards() },
    ...{ addressInUse: false, livingUnseen: false, purgeDue: false },
    guard: () => bench.memory.guards().get(machineId)!,
    async order(changes = {}) {
      const context = { digest, volumeLabel: '_STRATUSLAB' } as const;
      const record = aMachineRecord({ context, ...changes });
      await bench.memory.change(machineId, (known) => withOrder(known, record));
      bench.worker.interrupt();
    },
    async restart() {
      bench.worker.stop();
      await begin();
      bench.worker.wake();
    },
  } as WorkerBench;

  async function begin(): Promise<void> {
    const hypervisorUuid = bench.host.facts().hostUuid;
    const storageId = await bench.disks.storageId();
    const memory = await openHostMemory(bench.guards, {
      ...{ cloudId, hostId, hypervisorUuid, storageId },
    });
    const hypervisor = fakeHypervisor(bench.host);
    bench.memory = memory;
    bench.worker = createMachineWorker(machineId, {
      ports: {
        ...{ clock, hypervisor, disks: bench.disks, images: bench.images, logger: silentLogger },
        addresses: { inUse: async () => bench.addressInUse },
        living: { has: async () => bench.livingUnseen },
        network: noGuestNetwork,
        fetchContext: async () => files,
      },
      settings: { cloudId, bridge: 'br0', domainType: 'qemu', emulator: '/usr/bin/qemu', bootId },
      guard: (id) => memory.guards().get(id),
      change: (id, edit) => memory.change(id, edit),
      look: async (id) => (await hypervisor.domains()).find(({ uuid }) => uuid === id) ?? null,
      mayStart: () => true,
      isPurgeDue: () => bench.purgeDue,
      changed: () => undefined,
    });
    hypervisor.onChange(() => bench.worker.wake());
  }

  await begin();
  return bench;
}

/** A machine that runs at generation 1. */
export async function aRunningMachine(): Promise<WorkerBench> {
  const bench = await aWorker();
  await bench.order();
  await bench.clock.pass(5_000);
  if (bench.host.census.alive(bench.machineId) !== 1) throw new Error('it does not run');
  return bench;
}
