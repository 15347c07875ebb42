/**
 * Events in the order of the log, none left out and none twice, from two sources: the bus, which is fast and may lose some,
 * and the API, which has them all. Each event on the bus names the one before it; while that one was given, events flow from
 * the bus alone. A gap, a lost connection, a full inbox or a long silence make it read the API until both agree again.
 *
 *            gap, reconnect, inbox full, silence
 *   live  --------------------------------------->  filling
 *         <---------------------------------------
 *          a page ends the log, and nothing younger was heard
 */
import type { PublishedEvent } from '../shared/model/command.ts';
import { cursorText, parseCursor } from '../shared/model/cursor.ts';
import type { Cursor } from '../shared/model/cursor.ts';
import type { Clock } from '../shared/time/clock.ts';
import type { Inbox } from './inbox.ts';
import { eventItem } from './items.ts';
import { isAfter, isInScope, standingOf } from './place.ts';
import type { Place, Scope } from './place.ts';
import { NotNow, SubscriptionRefused } from './rest-events.ts';
import type { EventsPage, RestEvents } from './rest-events.ts';

export interface EventFlow {
  /** An event came from the bus. */
  hear(published: PublishedEvent): void;
  /** Something may have been lost: the API is asked as soon as the reader has taken what waits. */
  doubt(): void;
  readonly isFilling: boolean;
  /** Reads one page into the inbox, in which no event waits. Rejects with `NotNow`, or `SubscriptionRefused`. */
  fill(): Promise<void>;
}

export interface EventFlowOptions {
  readonly inbox: Inbox;
  readonly rest: RestEvents;
  readonly scope: Scope;
  readonly clock: Clock;
  /** Cursor of the last event seen, `now`, or `beginning`. */
  readonly from: string;
}

const pageMax = 500;
/** So long a cursor may seem to lie behind the end of the log: an API that was restarted is still reading. */
const patienceMs = 60_000;

/** Throws `SubscriptionRefused` when `from` is no place to begin at. */
export function createEventFlow({ inbox, rest, scope, clock, from }: EventFlowOptions): EventFlow {
  if (from !== 'now' && from !== 'beginning' && parseCursor(from) === null)
    throw new SubscriptionRefused(
      `from: ${JSON.stringify(from)} is not a cursor, 'now' or 'beginning'`,
    );
  let place: Place | null = null;
  let filling = true;
  let voidWhy: string | null = null;
  /** The youngest event heard while filling. */
  let youngest: Cursor | null = null;
  let impatientAt: number | null = null;

  function hear(published: PublishedEvent): void {
    if (!isInScope(scope, published.event.projectId)) return;
    const cursor = parseCursor(published.cursor);
    if (cursor === null) return;
    if (place && !filling) {
      const standing = standingOf(place, scope, published);
      if (standing === 'known') return;
      if (standing === 'next' && take(published, cursor)) return;
      if (standing === 'rewritten') voidWhy = 'the log was rewritten behind what was seen of it';
      filling = true;
    }
    const isOther = youngest?.logId !== cursor.logId;
    if (youngest === null || isOther || isAfter(cursor, youngest)) youngest = cursor;
  }

  function take(published: PublishedEvent, cursor: Cursor): boolean {
    if (inbox.putEvent(eventItem(published))) {
      place = { ...cursor, timeMs: published.timeMs };
      return true;
    }
    const why =
      'events came faster than they were taken; those that did not fit follow from the API';
    inbox.putWord({ kind: 'behind', why });
    return false;
  }

  /** Where nothing is known yet, or nothing holds any more. */
  async function begin(): Promise<Place | null> {
    const end = voidWhy !== null || from === 'now' ? await rest.end() : null;
    if (voidWhy !== null && end !== null) {
      inbox.putWord({ kind: 'reset', cursor: cursorText(end), why: voidWhy });
      voidWhy = null;
      youngest = null;
    }
    if (end !== null) return { ...end, timeMs: 0 };
    const given = parseCursor(from);
    return given && { ...given, timeMs: 0 };
  }

  async function fill(): Promise<void> {
    if (place === null || voidWhy !== null) place = await begin();
    const page = await rest.after(place && cursorText(place), Math.min(pageMax, inbox.eventsMax));
    if (page.kind === 'unknownCursor') return lost(page.end, page.why);
    impatientAt = null;
    checkShown(page, place);
    for (const event of page.events) {
      if (isInScope(scope, event.data['projectId'])) inbox.putEvent({ kind: 'event', ...event });
    }
    const last = page.events.at(-1);
    place = { ...page.next, timeMs: last ? Date.parse(last.at) : (place?.timeMs ?? 0) };
    if (!page.isEnd) return;
    if (youngest && (youngest.logId !== place.logId || isAfter(youngest, place)))
      throw new NotNow('the API has not read yet what was heard on the bus');
    youngest = null;
    filling = false;
  }

  /** The cursor is of another log: void at once. Of this log, and later than its end: void when that lasts. */
  function lost(end: Cursor | null, why: string): void {
    if (end !== null && end.logId !== place?.logId) {
      voidWhy = why;
      return;
    }
    impatientAt ??= clock.elapsed() + patienceMs;
    if (end === null || clock.elapsed() < impatientAt) throw new NotNow(why);
    impatientAt = null;
    voidWhy = why;
  }

  /** What the bus told us must be shown to our token too, else it would be missed in silence. */
  function checkShown(page: EventsPage, before: Place | null): void {
    if (!youngest || youngest.logId !== page.next.logId || isAfter(youngest, page.next)) return;
    if (before && !isAfter(youngest, before)) return;
    const text = cursorText(youngest);
    if (page.events.some(({ cursor }) => cursor === text)) return;
    throw new SubscriptionRefused(
      'the token does not show all events that the key hears; use one of an administrator, or name the project',
    );
  }

  return {
    hear,
    doubt: () => void (filling = true),
    get isFilling() {
      return filling;
    },
    fill,
  };
}
