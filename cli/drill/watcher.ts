/** Somebody who watches the events during a drill: takes a lost stream up again at once, after the last event it saw. */
import { sleep } from '../../shared/time/clock.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { serverEvents } from '../event-source.ts';
import type { CloudEvent } from '../rest-answers.ts';

export interface Watcher {
  /** Elapsed time at which the event of that cursor, or a later one of its commit, was seen; null: not yet. */
  seenAtMs(cursor: string): number | null;
  /** Events since then that say that a machine is no longer where it was. */
  readonly ends: readonly CloudEvent[];
}

export interface WatcherOptions {
  readonly clock: Clock;
  /** Opens the stream after that cursor; empty: from now on. */
  readonly open: (after: string, signal: AbortSignal) => Promise<Response>;
  readonly signal: AbortSignal;
}

const againMs = 200;
const ending = new Set(['machineStopped', 'machineLost', 'machineFailed', 'machineGivenUp']);

export function startWatcher({ clock, open, signal }: WatcherOptions): Watcher {
  const seen = new Map<number, number>();
  const ends: CloudEvent[] = [];
  let after = '';

  function see(event: CloudEvent): void {
    const sequence = sequenceOf(event.cursor);
    if (!seen.has(sequence)) seen.set(sequence, clock.elapsed());
    if (ending.has(event.type)) ends.push(event);
  }

  async function watch(): Promise<void> {
    while (!signal.aborted) {
      try {
        const { body } = await open(after, signal);
        if (body)
          for await (const { id, data } of serverEvents(body)) {
            after = id;
            see(JSON.parse(data) as CloudEvent);
          }
      } catch {
        // Taken up again below.
      }
      await sleep(clock, againMs, signal).catch(() => undefined);
    }
  }

  void watch();
  return { seenAtMs: (cursor) => seen.get(sequenceOf(cursor)) ?? null, ends };
}

/** Every commit of the load has one event, so its place in the log tells it. */
function sequenceOf(cursor: string): number {
  return Number(cursor.split(':')[1] ?? 0);
}
