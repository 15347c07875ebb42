/**
 * Which ends did somebody ask for? A host lets many ends within a minute wait unless they are meant (`Wanted.bulk`), and what a
 * command ordered is meant, however often it is sent. Nothing of this is in the log: what an earlier leader ordered, and no host
 * has taken yet, counts as not asked for, and waits a minute at most for every five.
 */
import type { Commit, Event } from '../../shared/model/events.ts';
import { isFinal } from '../../shared/model/lifecycle.ts';
import type { Machine, State } from '../../shared/model/state.ts';

export interface AskedEnds {
  /** A commit of this leader is in the log. */
  note(commit: Commit): void;
  /** Of these machines some are to end that may run yet, and all of those were asked for. */
  areMeant(state: State, machineIds: Iterable<string>): boolean;
}

export function createAskedEnds(): AskedEnds {
  /** The generation of the end. */
  const asked = new Map<string, number>();

  function noteEvent(event: Event, isCommand: boolean): void {
    if (event.type === 'killOrdered' || event.type === 'stopOrdered') {
      const { machineId, generation } = event;
      // What follows from an end that was asked for, as the kill does from a shutdown, was asked for too.
      if (isCommand || asked.get(machineId) === generation - 1) asked.set(machineId, generation);
    } else if (event.type === 'machineGone' || event.type === 'startOrdered')
      asked.delete(event.machineId);
  }

  return {
    note({ entries }) {
      for (const { events, origin } of entries)
        for (const event of events) noteEvent(event, origin === 'command');
    },
    areMeant(state, machineIds) {
      const ends = [...machineIds]
        .flatMap((machineId) => state.machines.get(machineId) ?? [])
        .filter(mayStillRun);
      return (
        ends.length > 0 &&
        ends.every(({ spec, generation }) => asked.get(spec.machineId) === generation)
      );
    },
  };
}

/** Its end is ordered, and its host has not said that it came. */
function mayStillRun({ desired, state, givenUp }: Machine): boolean {
  if (desired === 'running' || state === 'stopped') return false;
  return givenUp || !isFinal(state);
}
