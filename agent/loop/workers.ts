/** One worker for each machine that the host holds an order of. */
import type { PurgeOrder } from '../../shared/model/conversation.ts';
import { idle } from '../reconcile/machine-report.ts';
import type { Activity } from '../reconcile/machine-report.ts';
import type { HostSettings, StepPorts } from '../steps/step-context.ts';
import type { HostMemory } from './host-memory.ts';
import { createMachineWorker } from './machine-worker.ts';
import type { MachineWorker } from './machine-worker.ts';
import type { Observer } from './observer.ts';
import type { PurgeClock } from './purge-clock.ts';

export interface WorkersHost {
  readonly ports: StepPorts;
  readonly settings: HostSettings;
  readonly memory: HostMemory;
  readonly observer: Observer;
  readonly purgeClock: PurgeClock;
  /** The orders of the present connection have come. */
  hasAllOrders(): boolean;
  purgeOrder(machineId: string): PurgeOrder | undefined;
  /** Something that is reported changed. */
  changed(): void;
}

export interface Workers {
  /** Every machine is looked at again. */
  wake(): void;
  /** These have new orders: what is under way for them ends. */
  interrupt(machineIds: readonly string[]): void;
  activity(machineId: string): Activity;
  stop(): void;
}

export function createWorkers(host: WorkersHost): Workers {
  const { memory, observer } = host;
  const workers = new Map<string, MachineWorker>();

  function workerOf(machineId: string): MachineWorker {
    const known = workers.get(machineId);
    if (known) return known;
    const worker = createMachineWorker(machineId, {
      ...{ ports: host.ports, settings: host.settings },
      guard: (id) => memory.guards().get(id),
      change: (id, edit) => memory.change(id, edit),
      look: (id) => observer.look(id),
      mayStart: () => host.hasAllOrders() && observer.isTrusted(),
      isPurgeDue: (id) => host.purgeClock.isDue(id, host.purgeOrder(id)),
      changed: () => host.changed(),
    });
    workers.set(machineId, worker);
    return worker;
  }

  /** Machines that are forgotten need none any more. */
  function retire(): void {
    for (const [machineId, worker] of workers) {
      if (memory.guards().has(machineId)) continue;
      worker.stop();
      workers.delete(machineId);
    }
  }

  return {
    wake() {
      retire();
      for (const machineId of memory.guards().keys()) workerOf(machineId).wake();
    },
    interrupt(machineIds) {
      for (const machineId of machineIds) workerOf(machineId).interrupt();
      retire();
    },
    activity: (machineId) => workers.get(machineId)?.activity ?? idle,
    stop() {
      for (const worker of workers.values()) worker.stop();
    },
  };
}
