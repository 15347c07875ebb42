/**
 * Tells subscribers each committed event of their project, at most once, with the cursor of the one before, so that a gap
 * shows and can be filled from the API.
 */
import { cursorText } from '../../shared/model/cursor.ts';
import type { Commit, Entry, Event } from '../../shared/model/events.ts';
import { isTold, siteProject, wholeLog } from '../../shared/model/last-cursors.ts';
import type { Position } from '../../shared/model/words.ts';
import { publishedEventMessage } from '../../shared/wire/command.ts';

/** The last cursor of each project so far, and under `wholeLog` of them all: as `State.lastCursors`, but of what was told. */
export type LastCursors = Map<string, string>;

export interface Told {
  readonly projectId: string;
  readonly kind: string;
  readonly bytes: Uint8Array;
}

/** The messages for a commit; remembers the last cursors. */
export function publishedEvents(commit: Commit, position: Position, last: LastCursors): Told[] {
  const { cloudId, timeMs } = commit;
  return cursorsOf(commit, position, last).map((about) => {
    const { projectId, ...fields } = about;
    const bytes = publishedEventMessage.encode({ cloudId, timeMs, ...fields });
    return { projectId, kind: about.event.type, bytes };
  });
}

interface Cursored {
  readonly projectId: string;
  readonly actor: string;
  readonly origin: Entry['origin'];
  readonly event: Event;
  readonly cursor: string;
  readonly previousCursor: string;
  readonly logPreviousCursor: string;
}

/** Each event of a commit with its cursor and its project's cursor before it; remembers the last cursors. */
export function cursorsOf(
  commit: Commit,
  { logId, sequence }: Position,
  last: LastCursors,
): Cursored[] {
  const cursored: Cursored[] = [];
  let next = 0;
  for (const { actor, origin, events } of commit.entries) {
    for (const event of events) {
      const index = next++;
      if (!isTold(event)) continue;
      const projectId = event.projectId ?? siteProject;
      const cursor = cursorText({ logId, sequence, index });
      const previousCursor = last.get(projectId) ?? '';
      const logPreviousCursor = last.get(wholeLog) ?? '';
      last.set(projectId, cursor).set(wholeLog, cursor);
      const before = { previousCursor, logPreviousCursor };
      cursored.push({ projectId, actor, origin, event, cursor, ...before });
    }
  }
  return cursored;
}
