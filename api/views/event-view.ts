/** An event of the log as clients of the REST interface see it, and which events a commit has after a place. */
import Type from 'typebox';
import type { Static } from 'typebox';
import { cursorText } from '../../shared/model/cursor.ts';
import type { Commit, Entry, Event } from '../../shared/model/events.ts';
import { isTold } from '../../shared/model/last-cursors.ts';
import { eventObject } from '../../shared/render/event-object.ts';
import * as word from './words.ts';

export const EventView = Type.Object({
  cursor: Type.String({ description: 'go on from here with `after`' }),
  at: word.Time,
  type: Type.String(),
  actor: Type.String(),
  origin: Type.Enum(['command', 'report', 'sweep', 'genesis']),
  machineId: Type.Union([Type.String(), Type.Null()]),
  hostId: Type.Union([Type.String(), Type.Null()]),
  data: Type.Record(Type.String(), Type.Unknown()),
});
export type EventView = Static<typeof EventView>;

/** An event with its place and its entry. */
export interface PlacedEvent {
  readonly sequence: number;
  readonly index: number;
  readonly commit: Commit;
  readonly entry: Entry;
  readonly event: Event;
}

/** The events of a commit after `afterIndex`, in order. */
export function eventsOf(commit: Commit, sequence: number, afterIndex: number): PlacedEvent[] {
  const placed: PlacedEvent[] = [];
  let index = 0;
  for (const entry of commit.entries)
    for (const event of entry.events) {
      if (index > afterIndex && isTold(event))
        placed.push({ sequence, index, commit, entry, event });
      index += 1;
    }
  return placed;
}

export function renderEvent({ sequence, index, commit, entry, event }: PlacedEvent): EventView {
  const { logId, timeMs } = commit;
  const { actor, origin } = entry;
  return eventObject({
    cursor: cursorText({ logId, sequence, index }),
    timeMs,
    actor,
    origin,
    event,
  });
}
