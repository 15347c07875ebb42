/**
 * One reader's subscription on the bus and the API, as an iterable. It reads the API only when the reader has taken all
 * that waits, so a slow reader slows nothing but himself and costs one inbox and one page.
 */
import type { Bus, BusMessage } from '../shared/bus/bus.ts';
import { subjectsOf } from '../shared/bus/subjects.ts';
import type { Clock } from '../shared/time/clock.ts';
import { UpgradeNeeded, WireError } from '../shared/wire/codec.ts';
import { publishedEventMessage } from '../shared/wire/command.ts';
import { createEventFlow } from './event-flow.ts';
import { hearHosts } from './host-words.ts';
import { createInbox } from './inbox.ts';
import type { Item } from './items.ts';
import type { Scope } from './place.ts';
import { NotNow } from './rest-events.ts';
import type { RestEvents } from './rest-events.ts';

export interface SubscriptionOptions {
  readonly bus: Bus;
  readonly rest: RestEvents;
  readonly clock: Clock;
  readonly cloudId: string;
  readonly scope: Scope;
  readonly from: string;
  readonly eventsMax: number;
  readonly onProblem: (problem: string) => void;
  readonly signal: AbortSignal;
  /** Resolves when the server has heard what is subscribed to. */
  readonly flush: () => Promise<void>;
}

/** After so much silence the API is asked whether something was lost that no later event shows. */
const silenceMs = 15_000;
const retryLeastMs = 100;
const retryMostMs = 2_000;

export async function* runSubscription(options: SubscriptionOptions): AsyncGenerator<Item, void> {
  const { bus, clock, cloudId, scope, signal, onProblem } = options;
  const subjects = subjectsOf(cloudId);
  const inbox = createInbox(options.eventsMax);
  const flow = createEventFlow({ ...options, inbox });
  let wake: () => void = () => undefined;
  const safely =
    (hear: (message: BusMessage) => void, onMalformed = (): void => undefined) =>
    (message: BusMessage) => {
      try {
        hear(message);
      } catch (error) {
        if (!(error instanceof WireError || error instanceof UpgradeNeeded)) throw error;
        onProblem(`${message.subject}: ${error.message}`);
        onMalformed();
      }
      wake();
    };
  const hearEvent = safely(({ bytes }) => {
    const published = publishedEventMessage.decode(bytes);
    if (published.cloudId === cloudId) flow.hear(published);
  }, flow.doubt); // the API tells what cannot be read here
  const events = scope === 'all' ? subjects.everyEvent : subjects.eventsOf(scope.project);
  const ends = [
    bus.subscribe(events, hearEvent),
    hearHosts({
      ...{ bus, subjects, cloudId, clock, safely, reports: scope === 'all' },
      onWord: (item) => inbox.putHost(item),
    }),
    bus.onReconnect(() => {
      flow.doubt();
      wake();
    }),
  ];
  const onAbort = (): void => wake();
  signal.addEventListener('abort', onAbort, { once: true });
  const woken = (limitMs: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(limitMs, () => wake());
      wake = () => {
        cancel();
        wake = () => undefined;
        resolve();
      };
      if (signal.aborted) wake();
    });

  try {
    await options.flush();
    let retryMs = 0;
    while (!signal.aborted) {
      const item = inbox.take();
      if (item) yield item;
      else if (!flow.isFilling) {
        await woken(silenceMs);
        if (inbox.isEmpty) flow.doubt();
      } else retryMs = await fillOrWait(retryMs);
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    ends.forEach((end) => end());
  }

  /** How long to wait before the next attempt, should this one fail too. */
  async function fillOrWait(retryMs: number): Promise<number> {
    try {
      await flow.fill();
      return 0;
    } catch (error) {
      if (signal.aborted) return 0;
      if (!(error instanceof NotNow)) throw error;
      if (retryMs > 0) onProblem(error.message);
      if (inbox.isEmpty) await woken(Math.max(retryLeastMs, retryMs));
      return Math.min(retryMostMs, 2 * Math.max(retryLeastMs, retryMs));
    }
  }
}
