/**
 * The end of a machine without the word of its host, which an administrator confirmed to be down: done, its addresses rest
 * for a day, and the order for its end is kept for the day on which that host speaks again.
 */
import type { Event } from '../../shared/model/events.ts';
import type { Machine, State } from '../../shared/model/state.ts';
import { givenUpReleases } from './releases.ts';

export function giveUp(state: State, machine: Machine, nowMs: number): readonly Event[] {
  const { machineId } = machine.spec;
  const ordered = machine.state === 'epilog';
  const generation = ordered ? machine.generation : machine.generation + 1;
  return [
    ...(ordered ? [] : [{ type: 'killOrdered', machineId, generation } as const]),
    { type: 'machineGivenUp', machineId, generation, reason: 'hostConfirmedDown' },
    ...givenUpReleases(state, machine, nowMs),
  ];
}
