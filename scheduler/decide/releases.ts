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
 * The addresses of a machine that was given up and whose host says now that it is gone: they rest as any others from here
 * on, if that ends earlier and no other machine that was given up may still use them.
 */
export function lateReleases(state: State, machine: Machine, nowMs: number): readonly Event[] {
  const owed = owedAddresses(state, machine);
  return releases(state, machine, nowMs).filter((event) => {
    if (event.type !== 'addressReleased' || owed.has(event.address)) return false;
    const lease = state.leases.get(event.address);
    if (!lease || lease.machineId !== null || lease.suspect) return false;
    return event.holdUntilMs < lease.restsUntilMs;
  });
}

/** Those that it has or had last: after a recovery somebody else may have one that its card still names. */
function released(state: State, { spec, nics }: Machine, holdUntilMs: number): readonly Event[] {
  return nics
    .filter(({ address }) => {
      const holder = state.leases.get(address)?.machineId ?? null;
      return holder === null || holder === spec.machineId;
    })
    .map(({ address }) => ({ type: 'addressReleased', address, holdUntilMs }));
}
