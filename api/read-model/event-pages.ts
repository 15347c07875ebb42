/** Which events are there after a place, and which of them may this reader see? Read commit by commit from the view. */
import { authorize } from '../../shared/model/authorization.ts';
import type { Actor } from '../../shared/model/authorization.ts';
import { cursorText } from '../../shared/model/cursor.ts';
import type { State } from '../../shared/model/state.ts';
import { eventsOf } from '../views/event-view.ts';
import type { PlacedEvent } from '../views/event-view.ts';
import { findMachine } from './find-machine.ts';
import type { ReadModel } from './read-model.ts';
import type { Place } from './starting-point.ts';

/** Who reads, and whether only about one machine. */
export interface Scope {
  readonly actor: Actor;
  readonly machine: string | null;
}

export interface EventPage {
  readonly events: readonly PlacedEvent[];
  /** The place after the last commit that was looked at. */
  readonly place: Place;
  readonly next: string | null;
}

/** Commits looked at for one page; a reader of one machine gets pages that may be empty and goes on. */
const commitsMax = 2_000;

/** The events after `from`, at most `limit` and never half of what fits. */
export async function eventsAfter(
  model: ReadModel,
  scope: Scope,
  from: Place,
  limit: number,
): Promise<EventPage> {
  const shown = filterOf(model.state, scope);
  const events: PlacedEvent[] = [];
  let place = from;
  let sequence = Math.max(1, from.sequence);
  for (let looked = 0; looked < commitsMax && sequence <= model.state.sequence; looked++) {
    const commit = await model.commitAt(sequence);
    if (!commit) {
      const first = await model.firstSequence();
      // Who has read just what was archived goes on where the log begins now.
      if (sequence !== from.sequence || first !== sequence + 1) break;
      sequence = first;
      continue;
    }
    const afterIndex = sequence === from.sequence ? from.index : -1;
    for (const one of eventsOf(commit, sequence, afterIndex)) {
      if (events.length === limit) return pageOf(model.state, events, place);
      place = { sequence, index: one.index };
      if (shown(one)) events.push(one);
    }
    if (place.sequence < sequence) place = { sequence, index: 0 };
    sequence += 1;
  }
  return pageOf(model.state, events, place);
}

/** The newest `count` events, oldest first. */
export async function lastEvents(
  model: ReadModel,
  scope: Scope,
  count: number,
): Promise<readonly PlacedEvent[]> {
  const shown = filterOf(model.state, scope);
  let events: PlacedEvent[] = [];
  const end = model.state.sequence;
  for (let sequence = end; sequence > Math.max(0, end - commitsMax); sequence--) {
    const commit = await model.commitAt(sequence);
    if (!commit) break;
    events = [...eventsOf(commit, sequence, -1).filter(shown), ...events];
    if (events.length >= count) break;
  }
  return events.slice(-count);
}

/** Events of a machine are its project's; those of hosts and of the site are the administrators'. */
function filterOf(state: State, { actor, machine }: Scope): (event: PlacedEvent) => boolean {
  const only = machine === null ? null : findMachine(state, actor, machine).spec.machineId;
  return ({ event }) => {
    const machineId = 'machineId' in event ? event.machineId : null;
    if (only !== null && machineId !== only) return false;
    const owner = machineId === null ? undefined : state.machines.get(machineId)?.spec.projectId;
    const projectId = event.projectId ?? owner ?? null;
    return authorize(actor, projectId === null ? 'administer' : 'see', projectId, '').ok;
  };
}

function pageOf({ logId }: State, events: readonly PlacedEvent[], place: Place): EventPage {
  return { events, place, next: logId === '' ? null : cursorText({ logId, ...place }) };
}
