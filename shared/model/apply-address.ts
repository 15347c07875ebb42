/** How events about addresses change the state. */
import { assert } from '../base/assert.ts';
import type { EventOf } from './events.ts';
import type { Machine, State } from './state.ts';
import { machineOf } from './state-access.ts';
import type { Nic } from './machine-record.ts';

export const applyAddressEvent = {
  addressLeased(state: State, { machineId, nicIndex, nic }: EventOf<'addressLeased'>): void {
    lease(state, machineOf(state, machineId), nicIndex, nic);
  },

  addressSuspected(state: State, { address, untilMs }: EventOf<'addressSuspected'>): void {
    const known = state.leases.get(address);
    const machineId = known?.machineId ?? null;
    state.leases.set(address, { address, machineId, restsUntilMs: untilMs, suspect: true });
  },

  addressReplaced(state: State, event: EventOf<'addressReplaced'>): void {
    const machine = machineOf(state, event.machineId);
    const old = machine.nics[event.nicIndex];
    assert(old, `machine ${event.machineId} has no card ${event.nicIndex}`);
    const left = state.leases.get(old.address);
    if (left) left.machineId = null;
    lease(state, machine, event.nicIndex, event.nic);
    assert(event.generation === machine.generation + 1, `generation ${event.generation} skips`);
    machine.generation = event.generation;
    machine.orderedAt = state.sequence;
  },

  addressReleased(state: State, { address, holdUntilMs }: EventOf<'addressReleased'>): void {
    const known = state.leases.get(address);
    // Twice only where the second word lets it rest less long.
    assert(
      known && (known.machineId !== null || holdUntilMs < known.restsUntilMs),
      'an address is released that nobody has',
    );
    state.leases.set(address, {
      address,
      machineId: null,
      restsUntilMs: holdUntilMs,
      suspect: false,
    });
  },
};

function lease(state: State, machine: Machine, nicIndex: number, nic: Nic): void {
  const holder = state.leases.get(nic.address)?.machineId ?? null;
  assert(holder === null, `address leased twice: to ${machine.spec.machineId} and ${holder}`);
  assert(
    nicIndex <= machine.nics.length,
    `machine ${machine.spec.machineId}: card ${nicIndex} skips one`,
  );
  machine.nics[nicIndex] = nic;
  state.leases.set(nic.address, {
    ...{ address: nic.address, machineId: machine.spec.machineId, restsUntilMs: 0, suspect: false },
  });
}
