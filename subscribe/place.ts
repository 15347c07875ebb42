/** Where in the log is this subscriber, and how does an event that was heard stand to that place? Decided from cursors alone. */
import type { PublishedEvent } from '../shared/model/command.ts';
import { parseCursor } from '../shared/model/cursor.ts';
import type { Cursor } from '../shared/model/cursor.ts';

/** All events of the scope up to and with this one were given to the reader. */
export interface Place extends Cursor {
  /** Commit time of the last event given, milliseconds since 1970; 0: none yet. */
  readonly timeMs: number;
}

/** One project, or everything. */
export type Scope = 'all' | { readonly project: string };

/**
 * - `next`: nothing of the scope lies between the place and this event
 * - `known`: it was given already
 * - `gap`: something lies between, or it is of another log: the API tells
 * - `rewritten`: it stands where we have been and is younger than all we know
 */
export type Standing = 'next' | 'known' | 'gap' | 'rewritten';

type Heard = Pick<PublishedEvent, 'cursor' | 'previousCursor' | 'logPreviousCursor' | 'timeMs'>;

export function standingOf(place: Place, scope: Scope, heard: Heard): Standing {
  const cursor = parseCursor(heard.cursor);
  if (cursor === null || cursor.logId !== place.logId) return 'gap';
  if (!isAfter(cursor, place))
    return heard.timeMs > place.timeMs && place.timeMs > 0 ? 'rewritten' : 'known';
  const before = scope === 'all' ? heard.logPreviousCursor : heard.previousCursor;
  if (before === '') return 'next';
  const previous = parseCursor(before);
  return previous?.logId === place.logId && !isAfter(previous, place) ? 'next' : 'gap';
}

/** Both of one log. */
export function isAfter(one: Cursor, other: Cursor): boolean {
  return (
    one.sequence > other.sequence || (one.sequence === other.sequence && one.index > other.index)
  );
}

/** Whether the event is of the scope; what belongs to no project is heard by those who hear all. */
export function isInScope(scope: Scope, projectId: unknown): boolean {
  return scope === 'all' || projectId === scope.project;
}
