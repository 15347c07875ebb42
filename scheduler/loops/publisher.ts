/**
 * Tells subscribers each committed event of their project, at most once, with the cursor of the one before, so that a gap
 * shows and can be filled from the API.
 */
import { cursorText } from '../../shared/model/cursor.ts';
import type { Commit, Event } from '../../shared/model/events.ts';
import type { Position } from '../../shared/model/words.ts';
import { publishedEventMessage } from '../../shared/wire/command.ts';

/** Events that belong to no project go to this one: hosts, site, term. */
export const siteProject = 'site';

/** The last cursor of each project so far. */
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
    const { projectId, actor, event, cursor, previousCursor } = about;
    const told = { cloudId, cursor, previousCursor, timeMs, actor, event };
    return { projectId, kind: event.type, bytes: publishedEventMessage.encode(told) };
  });
}

interface Cursored {
  readonly projectId: string;
  readonly actor: string;
  readonly event: Event;
  readonly cursor: string;
  readonly previousCursor: string;
}

/** Each event of a commit with its cursor and its project's cursor before it; remembers the last cursors. */
export function cursorsOf(
  commit: Commit,
  { logId, sequence }: Position,
  last: LastCursors,
): Cursored[] {
  const cursored: Cursored[] = [];
  for (const { actor, events } of commit.entries) {
    for (const event of events) {
      const projectId = event.projectId ?? siteProject;
      const cursor = cursorText({ logId, sequence, index: cursored.length });
      const previousCursor = last.get(projectId) ?? '';
      last.set(projectId, cursor);
      cursored.push({ projectId, actor, event, cursor, previousCursor });
    }
  }
  return cursored;
}
