/** How are events read from the API? Page by page after a cursor, or only the place where the log ends now. */
import { parseCursor } from '../shared/model/cursor.ts';
import type { Cursor } from '../shared/model/cursor.ts';
import type { EventObject } from '../shared/render/event-object.ts';
import type { Clock } from '../shared/time/clock.ts';

export interface ApiAccess {
  /** `http://127.0.0.1:PORT`, as in the profile. */
  readonly url: string;
  readonly token: string;
}

export interface EventsPage {
  readonly kind: 'page';
  readonly events: readonly EventObject[];
  /** The place that was read up to. */
  readonly next: Cursor;
  /** There was nothing behind it when this was answered. */
  readonly isEnd: boolean;
}

/** The cursor is not of the log that the API follows now; `end` is where that one ends, null while it is empty. */
export interface CursorUnknown {
  readonly kind: 'unknownCursor';
  readonly end: Cursor | null;
  readonly why: string;
}

export interface RestEvents {
  after(cursor: string | null, limit: number): Promise<EventsPage | CursorUnknown>;
  /** Rejects with `NotNow` while the log is empty. */
  end(): Promise<Cursor>;
}

/** The API does not answer, or cannot now: ask again later. */
export class NotNow extends Error {
  override readonly name = 'NotNow';
  readonly code = 'notNow';
}

/** The API, the bus or a credential says that this subscription is not allowed: asking again does not help. */
export class SubscriptionRefused extends Error {
  override readonly name = 'SubscriptionRefused';
  readonly code = 'subscriptionRefused';
}

const answerWithinMs = 15_000;

export interface RestOptions {
  readonly api: ApiAccess;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
}

export function createRestEvents(options: RestOptions): RestEvents {
  const ask = (query: string): Promise<Answer> => askOnce(options, query);
  return {
    async after(cursor, limit) {
      const answer = await ask(`limit=${limit}${cursor === null ? '' : `&after=${cursor}`}`);
      if (answer.body.reason === 'unknownCursor') {
        const why = answer.body.detail ?? 'the cursor is not of this log';
        return { kind: 'unknownCursor', end: answer.end, why };
      }
      const { events = [], next } = bodyOf(answer);
      const place = parseCursor(next ?? '');
      if (place === null) throw new NotNow('the API has not read the log yet');
      const { end } = answer;
      const isEnd = end?.sequence === place.sequence && end.index === place.index;
      return { kind: 'page', events, next: place, isEnd };
    },
    async end() {
      const { end } = await ask('last=1').then((answer) => (bodyOf(answer), answer));
      if (end === null) throw new NotNow('the API has not read the log yet');
      return end;
    },
  };
}

interface Body {
  readonly events?: readonly EventObject[];
  readonly next?: string | null;
  readonly reason?: string;
  readonly detail?: string;
  readonly whatToDo?: string;
}

interface Answer {
  readonly status: number;
  readonly body: Body;
  /** Of the view when it answered. */
  readonly end: Cursor | null;
}

async function askOnce({ api, clock, fetch, signal }: RestOptions, query: string): Promise<Answer> {
  const limit = new AbortController();
  const cancel = clock.after(answerWithinMs, () => limit.abort(new Error('no answer in 15 s')));
  try {
    const response = await fetch(`${api.url.replace(/\/+$/, '')}/v1/events?${query}`, {
      headers: { authorization: `Bearer ${api.token}`, accept: 'application/json' },
      signal: AbortSignal.any([limit.signal, signal]),
    });
    const body = (await response.json()) as Body;
    const end = parseCursor(response.headers.get('stratus-cursor') ?? '');
    return { status: response.status, body, end };
  } catch (cause) {
    signal.throwIfAborted();
    throw new NotNow(`the API at ${api.url} does not answer: ${causeOf(cause)}`, { cause });
  } finally {
    cancel();
  }
}

function bodyOf({ status, body }: Answer): Body {
  if (status === 200) return body;
  const text = [body.detail ?? `the API answered ${status}`, body.whatToDo]
    .filter(Boolean)
    .join(' ');
  throw status >= 500 || status === 429 ? new NotNow(text) : new SubscriptionRefused(text);
}

function causeOf(error: unknown): string {
  const inner = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  return inner?.code ?? (error instanceof Error ? error.message : String(error));
}
