/**
 * Who listens while parts are killed: readers of the API's stream of events, and programs that use `stratus/subscribe`. Each
 * keeps the cursors it heard, so that it can be held against the events that there were.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { serverEvents } from '../../../cli/event-source.ts';
import { subscribe } from '../../../subscribe/subscribe.ts';
import type { ControlPlane } from '../control-plane.ts';
import { until } from '../until.ts';

export interface Watchers {
  /**
   * Waits until each has heard all events that there are now; gives the milliseconds. Rejects with who has not after `limitMs`,
   * or heard something twice, not at all, or in another order than the API tells it.
   */
  complete(limitMs: number): Promise<number>;
  end(): Promise<void>;
}

interface Watcher {
  readonly name: string;
  readonly cursors: string[];
  readonly heard: Set<string>;
  readonly ended: Promise<void>;
}

export interface HowMany {
  readonly streams: number;
  readonly subscribers: number;
}

/** Resolves when they hear from one cursor on. */
export async function startWatchers(cloud: ControlPlane, howMany: HowMany): Promise<Watchers> {
  const ending = new AbortController();
  let from = await lastCursor(cloud);
  const make = (name: string, run: (watcher: Watcher) => Promise<void>): Watcher => {
    const watcher: Watcher = {
      ...{ name, cursors: [], heard: new Set(), ended: Promise.resolve() },
    };
    return Object.assign(watcher, { ended: run(watcher) });
  };
  const watchers = [
    ...Array.from({ length: howMany.streams }, (_, index) =>
      make(`stream ${index + 1}`, (one) => readStream(cloud, from, one, ending.signal)),
    ),
    ...Array.from({ length: howMany.subscribers }, (_, index) =>
      make(`subscriber ${index + 1}`, (one) => readSubscription(cloud, from, one, ending.signal)),
    ),
  ];
  const deaf = (cursor: string): string[] =>
    watchers.filter(({ heard }) => !heard.has(cursor)).map(({ name }) => name);
  for (const { ended } of watchers) ended.catch(() => undefined); // told by `end`
  return {
    async complete(limitMs) {
      const startedAt = performance.now();
      const expected = await cursorsAfter(cloud, from);
      const last = expected.at(-1);
      if (last === undefined) return 0;
      const all = (): boolean => deaf(last).length === 0;
      await until('watchers are complete', all, limitMs, 20).catch(() => {
        const [name] = deaf(last);
        const who = `${deaf(last).length} of ${watchers.length}, ${name} among them`;
        throw new Error(`${who}, had not heard ${last} after ${limitMs} ms`);
      });
      const tookMs = performance.now() - startedAt;
      for (const watcher of watchers) compare(watcher, expected);
      from = last;
      return tookMs;
    },
    async end() {
      ending.abort(new Error('the watchers are ended'));
      await Promise.all(watchers.map(({ ended }) => ended));
    },
  };
}

/** Throws where the two differ; what agrees is forgotten. */
function compare({ name, cursors, heard }: Watcher, expected: readonly string[]): void {
  const wrong = expected.findIndex((cursor, index) => cursors[index] !== cursor);
  if (wrong >= 0)
    throw new Error(`${name} heard ${cursors[wrong]} where ${expected[wrong]} was due`);
  for (const cursor of cursors.splice(0, expected.length)) heard.delete(cursor);
}

function hears(watcher: Watcher, cursor: string): void {
  watcher.cursors.push(cursor);
  watcher.heard.add(cursor);
}

/** Reads the stream again from the last event, as a browser does, whenever it ends. */
async function readStream(
  cloud: ControlPlane,
  from: string,
  watcher: Watcher,
  signal: AbortSignal,
): Promise<void> {
  let last = from;
  while (!signal.aborted) {
    try {
      const { status, body } = await fetch(`${cloud.endpoint}/v1/events`, {
        headers: {
          ...{ authorization: `Bearer ${cloud.token}`, accept: 'text/event-stream' },
          'last-event-id': last,
        },
        signal,
      });
      if (status !== 200 || body === null) throw new Error(`the stream is answered ${status}`);
      for await (const { id } of serverEvents(body)) {
        if (id === '') continue;
        hears(watcher, id);
        last = id;
      }
    } catch {
      // It is read again.
    }
    await delay(200, undefined, { signal }).catch(() => undefined);
  }
}

async function readSubscription(
  cloud: ControlPlane,
  from: string,
  watcher: Watcher,
  signal: AbortSignal,
): Promise<void> {
  const { servers, cloudId, endpoint, token, seedFiles } = cloud;
  const items = subscribe({
    ...{ servers, cloudId, seedFile: seedFiles['subscriber']!, scope: 'all', from, signal },
    api: { url: endpoint, token },
  });
  for await (const item of items) if (item.kind === 'event') hears(watcher, item.cursor);
}

async function lastCursor(cloud: ControlPlane): Promise<string> {
  const { body } = await cloud.ask('GET', '/events?last=1');
  return (body as { events: { cursor: string }[] }).events[0]!.cursor;
}

/** The cursors of all events after this one, as pages of the API give them. */
export async function cursorsAfter(cloud: ControlPlane, from: string): Promise<string[]> {
  const cursors: string[] = [];
  for (let after = from; ;) {
    const { body } = await cloud.ask('GET', `/events?after=${after}`);
    const page = body as { events: { cursor: string }[]; next: string };
    if (page.events.length === 0) return cursors;
    cursors.push(...page.events.map(({ cursor }) => cursor));
    after = page.next;
  }
}
