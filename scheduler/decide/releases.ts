import type { Event } from '../../shared/model/events.ts';
import type { Machine, State } from '../../shared/model/state.ts';
import { siteOf } from './planner.ts';

/** The addresses of a machine that ended: they rest before anybody else gets them. */
export function releases(state: State, machine: Machine, nowMs: number): readonly Event[] {
  const holdUntilMs = nowMs + siteOf(state).addressHoldMs;
  return machine.nics.map(({ address }) => ({ type: 'addressReleased', address, holdUntilMs }));
}
