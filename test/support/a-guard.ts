import { withOrder } from '../../agent/reconcile/accept-orders.ts';
import type { Domain } from '../../agent/libvirt/hypervisor.ts';
import type { Guard, Wanted } from '../../shared/model/conversation.ts';
import type { MachineRecord } from '../../shared/model/machine-record.ts';
import { aMachineRecord } from './a-machine-record.ts';

export const cloudId = 'c'.repeat(32);
export const hostId = 'a'.repeat(32);
export const nonce = '1'.repeat(32);
export const logId = 'd'.repeat(32);
export const bootId = '22222222-2222-4222-8222-222222222222';

/** The guard of a machine that was ordered to run and has not been touched. */
export function aGuard(changes: Partial<Guard> = {}, order: Partial<MachineRecord> = {}): Guard {
  return { ...withOrder(undefined, aMachineRecord(order)), ...changes };
}

/** A domain of ours that runs. */
export function aDomain(changes: Partial<Domain> = {}): Domain {
  const { machineId } = aMachineRecord();
  return {
    ...{ uuid: machineId, name: `stratus-${machineId}`, active: true, state: 'running' },
    ...{ reason: 'booted', vcpus: 1, memoryMiB: 128, owner: { cloudId, generation: 1 } },
    ...changes,
  };
}

/** A whole set in one page, without any order. */
export function aWanted(changes: Partial<Wanted> = {}): Wanted {
  return {
    ...{ cloudId, hostId, nonce, term: 3, setId: '5'.repeat(32), page: 1, pages: 1 },
    position: { logId, sequence: 20, hash: 'ab'.repeat(32) },
    ...{ machines: [], purges: [], forgets: [], bulk: false, whole: true },
    ...{ replaces: null, ...changes },
  };
}

export function machineIdOf(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
