import type { Event } from '../../shared/model/events.ts';
import type { Machine, State } from '../../shared/model/state.ts';
import { owedAddresses } from '../../shared/model/host-life.ts';
import { siteOf } from './planner.ts';

/** The addresses of a machine that ended: they rest before anybody else gets them. */
export function releases(state: State, machine: Machine, nowMs: number): readonly Event[] {
  return released(state, machine, nowMs + siteOf(state).addressHoldMs);
}

/** Nobody knows whether the guest of a machine that was given up still uses its address: it rests for a day, ms. */
export const givenUpRestMs = 86_400_000;

/** The addresses of a machine that is given up. */
export function givenUpReleases(state: State, machine: Machine, nowMs: number): readonly Event[] {
  return released(state, machine, nowMs + Math.max(givenUpRestMs, siteOf(state).addressHoldMs));
}

/**
 * The addresses that a machine had which was given up and whose host says now that it is gone: they rest as any others from here
 * on, if that ends earlier and no other machine that was given up may still use them.
 */
export function lateReleases(state: State, machine: Machine, nowMs: number): readonly Event[] {
  const owed = owedAddresses(state, machine);
  const holdUntilMs = nowMs + siteOf(state).addressHoldMs;
  return machine.nics
    .filter(({ address }) => {
      const lease = state.leases.get(address);
      if (!lease || lease.machineId !== null || lease.suspect || owed.has(address)) return false;
      return holdUntilMs < lease.restsUntilMs;
    })
    .map(({ address }) => ({ type: 'addressReleased', address, holdUntilMs }));
}

/** Those that it has. After a recovery its card may name one that a host held for another, which may be gone again by now. */
function released(state: State, { spec, nics }: Machine, holdUntilMs: number): readonly Event[] {
  return nics
    .filter(({ address }) => state.leases.get(address)?.machineId === spec.machineId)
    .map(({ address }) => ({ type: 'addressReleased', address, holdUntilMs }));
}
