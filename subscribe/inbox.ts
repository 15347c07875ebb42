/**
 * What waits for the reader, bounded: so many events and no more, and of each host only its newest hello and its newest
 * report. Who puts in an event is told when there is no room, so that it can be read again later.
 */
import type { EventItem, HelloItem, Item, ReportItem } from './items.ts';

export interface Inbox {
  readonly eventsMax: number;
  /** False: there are `eventsMax` already, and this one was not taken. */
  putEvent(item: EventItem): boolean;
  /** Replaces an older one that nobody took; beyond the limit of hosts it is dropped. */
  putHost(item: HelloItem | ReportItem): void;
  putWord(item: Item): void;
  /** The oldest, or null. */
  take(): Item | null;
  readonly isEmpty: boolean;
}

/** Words of hosts that wait at the same time: two of each host of a large cloud. */
const hostWordsMax = 8_192;

export function createInbox(eventsMax: number): Inbox {
  const queue: (Item | string)[] = [];
  const hostWords = new Map<string, HelloItem | ReportItem>();
  let events = 0;
  let taken = 0;

  function tidy(): void {
    if (taken < 1_024 && taken < queue.length) return;
    queue.splice(0, taken);
    taken = 0;
  }

  return {
    eventsMax,
    putEvent(item) {
      if (events >= eventsMax) return false;
      events += 1;
      queue.push(item);
      return true;
    },
    putHost(item) {
      const key = `${item.word} ${item.hostId}`;
      if (!hostWords.has(key)) {
        if (hostWords.size >= hostWordsMax) return;
        queue.push(key);
      }
      hostWords.set(key, item);
    },
    putWord: (item) => void queue.push(item),
    take() {
      const next = queue[taken];
      if (next === undefined) return null;
      taken += 1;
      tidy();
      if (typeof next !== 'string') {
        if (next.kind === 'event') events -= 1;
        return next;
      }
      const item = hostWords.get(next) ?? null;
      hostWords.delete(next);
      return item;
    },
    get isEmpty() {
      return queue.length === taken;
    },
  };
}
