/** Which event of each project was the last? Subscribers are told with each event, so that a gap shows. */
import { cursorText } from './cursor.ts';
import type { Entry, Event } from './events.ts';
import type { State } from './state.ts';

/** Events that belong to no project go to this one: hosts, site, term. */
export const siteProject = 'site';

/** Under this name stands the last event of all; no project can be called so. */
export const wholeLog = '*';

/** Nobody outside is told of the state that a segment carries: it says nothing that was not told before. */
export function isTold({ type }: Event): boolean {
  return type !== 'stateCarried';
}

/** Notes the entry's events, the first of which is the commit's event number `index`. */
export function noteCursors(state: State, { events }: Entry, index: number): void {
  const { logId, sequence, lastCursors } = state;
  for (const [i, event] of events.entries()) {
    if (!isTold(event)) continue;
    const projectId = event.projectId ?? siteProject;
    const following = events[i + 1];
    if (following && (following.projectId ?? siteProject) === projectId) continue;
    const cursor = cursorText({ logId, sequence, index: index + i });
    lastCursors.set(projectId, cursor);
    if (!following) lastCursors.set(wholeLog, cursor);
  }
}
