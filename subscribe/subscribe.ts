/**
 * The package's `stratus/subscribe`: what happens in a cloud, as it happens, for programs that watch it. Needs the read-only
 * key that the starter makes and a token of the API, and changes nothing.
 */
import { readSeed } from '../shared/base/config-reader.ts';
import { systemRandom } from '../shared/base/random.ts';
import { connectNats } from '../shared/bus/connect.ts';
import { openNatsBus } from '../shared/bus/nats-bus.ts';
import { sleep } from '../shared/time/clock.ts';
import { systemClock } from '../shared/time/system-clock.ts';
import type { Item } from './items.ts';
import type { Scope } from './place.ts';
import type { ApiAccess } from './rest-events.ts';
import { SubscriptionRefused, createRestEvents } from './rest-events.ts';
import { runSubscription } from './subscription.ts';

export type { BehindItem, EventItem, HelloItem, Item, ReportItem, ResetItem } from './items.ts';
export type { Scope } from './place.ts';
export type { ApiAccess } from './rest-events.ts';
export { machineStateAfter } from './machine-state.ts';
export { SubscriptionRefused } from './rest-events.ts';

export interface SubscribeOptions {
  /** `nats://127.0.0.1:PORT`, or `tls://...` with `caFile`. */
  readonly servers: readonly string[];
  /** The secret nkey of a subscriber, in a file. */
  readonly seedFile: string;
  readonly caFile?: string;
  /** 32 hexadecimal digits. */
  readonly cloudId: string;
  /** `'all'` for operators, or the one project whose events the key may hear; as the key was made. */
  readonly scope: Scope;
  readonly api: ApiAccess;
  /** A cursor: all after it. `'now'`, the default: what happens from now on. `'beginning'`: all there ever was. */
  readonly from?: string;
  /** Ends the iteration. */
  readonly signal?: AbortSignal;
  /** Told of lost connections and the like, which heal by themselves; a line for the program's own log. */
  readonly onProblem?: (problem: string) => void;
  /** Events that may wait for a slow reader; 1,000 unless given. */
  readonly eventsMax?: number;
}

const flushLimitMs = 5_000;
const notAllowed = /permissions violation for subscription/i;

/**
 * Events in order, none left out and none twice, over every restart of the cloud's parts, and the newest words of hosts
 * between them. Ends when the reader leaves the loop or the signal aborts. Throws `SubscriptionRefused` for a key or token
 * that does not allow it, and `ConfigRefused` for a seed file that cannot be read.
 */
export async function* subscribe(options: SubscribeOptions): AsyncGenerator<Item, void> {
  const {
    servers,
    seedFile,
    caFile,
    cloudId,
    scope,
    api,
    from = 'now',
    eventsMax = 1_000,
  } = options;
  if (scope !== 'all' && !/^[A-Za-z0-9]{1,64}$/.test(scope.project))
    throw new SubscriptionRefused(
      `scope: ${JSON.stringify(scope.project)} is not the id of a project`,
    );
  const ending = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, ending.signal]) : ending.signal;
  let refused: SubscriptionRefused | null = null;
  const onProblem = (problem: string): void => {
    if (notAllowed.test(problem)) {
      refused = new SubscriptionRefused(`the key may not hear this: ${problem}`);
      ending.abort(refused);
    } else options.onProblem?.(problem);
  };
  const connected = await connectNats({
    ...{ servers, seed: readSeed(seedFile), signal, onProblem, ...(caFile ? { caFile } : {}) },
    ...{ inboxPrefix: '_INBOX_subscriber', name: 'subscriber' },
    ...{ clock: systemClock, random: systemRandom },
  }).catch((error: unknown) => {
    if (signal.aborted) return null;
    throw error;
  });
  if (connected === null) return;
  const { connection, close } = connected;
  const flush = async (): Promise<void> => {
    const limit = new AbortController();
    const flushed = connection.flush().catch(() => undefined);
    // A server that goes away meanwhile is no reason to wait: at the reconnection the API is asked again.
    const waited = sleep(systemClock, flushLimitMs, limit.signal).catch(() => undefined);
    await Promise.race([flushed, waited]);
    limit.abort(new Error('flushed'));
  };
  const rest = createRestEvents({ api, clock: systemClock, fetch, signal });
  try {
    yield* runSubscription({
      ...{ bus: openNatsBus(connection), rest, clock: systemClock, cloudId, scope, from },
      ...{ eventsMax, onProblem, signal, flush },
    });
    if (refused !== null) throw refused as SubscriptionRefused;
  } finally {
    await close();
  }
}
