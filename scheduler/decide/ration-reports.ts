/**
 * How much of a host's coming and going the log takes down. A machine that is seen running and gone again and again would
 * fill the log with facts that nobody needs; what ends a machine, or moves it on its way, is never held back.
 */
import type { Event } from '../../shared/model/events.ts';
import type { State } from '../../shared/model/state.ts';

export interface Ration {
  /** Elapsed time at which the present minute began, ms. */
  readonly sinceMs: number;
  /** Machines lost and seen again in it. */
  readonly taken: number;
  /** Something was held back in it. */
  readonly held: boolean;
}

export const freshRation: Ration = { sinceMs: Number.NEGATIVE_INFINITY, taken: 0, held: false };

const minuteMs = 60_000;

/** So many a minute for any host; one with many machines may lose each of them and see it again twice. */
const leastFlaps = 20;
const flapsEachMachine = 4;

/** The events that may be written now, and how many were held back. */
export function withinRation(
  state: State,
  hostId: string,
  events: readonly Event[],
  ration: Ration,
  elapsedMs: number,
): { readonly events: readonly Event[]; readonly taken: number; readonly held: boolean } {
  const machines = state.hosts.get(hostId)?.machines.size ?? 0;
  let left = Math.max(leastFlaps, flapsEachMachine * machines);
  if (elapsedMs - ration.sinceMs < minuteMs) left -= ration.taken;
  let taken = 0;
  const written = events.filter((event) => {
    if (!isFlap(state, event)) return true;
    if (taken >= left) return false;
    taken += 1;
    return true;
  });
  return { events: written, taken, held: written.length < events.length };
}

/** The ration after a look at a report was committed. */
export function spend(ration: Ration, taken: number, held: boolean, elapsedMs: number): Ration {
  const same = elapsedMs - ration.sinceMs < minuteMs;
  if (!same) return { sinceMs: elapsedMs, taken, held };
  return { sinceMs: ration.sinceMs, taken: ration.taken + taken, held: ration.held || held };
}

/** Something of the host is held back now. */
export function isRationed({ sinceMs, held }: Ration, elapsedMs: number): boolean {
  return held && elapsedMs - sinceMs < minuteMs;
}

/** Lost, or seen again after that: what can go on for ever without anybody asking. */
function isFlap(state: State, event: Event): boolean {
  if (event.type === 'machineLost') return true;
  if (event.type !== 'machineAdvanced') return false;
  return state.machines.get(event.machineId)?.state === 'unknown';
}
