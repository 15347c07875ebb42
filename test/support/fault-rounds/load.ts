/**
 * Clients that ask for machines and end them, as a program that repeats itself does: each request has an idempotency key and
 * is sent again until it is answered for good.
 */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { anImage } from '../an-api.ts';
import type { Draw } from '../draw.ts';

export interface SentRequest {
  readonly key: string;
  readonly what: 'run' | 'stop' | 'start' | 'kill';
  /** The machine; after the answer to `run`. */
  machineId: string | null;
  /** Elapsed time, ms. */
  readonly firstSentAt: number;
  attempts: number;
  /** Null: not answered for good yet. */
  answer: { readonly status: number; readonly atMs: number; readonly sentAtMs: number } | null;
}

export type Wish = 'running' | 'stopped' | 'gone';

export interface Load {
  readonly requests: readonly SentRequest[];
  /** What each machine's owner asked for last and was told yes to. */
  readonly wishes: ReadonlyMap<string, Wish>;
  /** One more request, which only asks whether a write is taken; resolves with it when it is answered. */
  firstYes(): Promise<SentRequest>;
  /** No new requests; resolves when all are answered for good, rejects when one is not within `limitMs`. */
  stop(limitMs: number): Promise<void>;
}

export interface LoadOptions {
  readonly endpoint: string;
  readonly token: string;
  readonly draw: Draw;
  readonly clients: number;
  /** How many machines each client runs at most; 8 unless given. */
  readonly machinesMax?: number;
  /** Whether one more machine may end where this one runs; if so, it does. */
  readonly mayEnd: (machineId: string) => boolean;
}

const attemptLimitMs = 2_500;
const betweenAttemptsMs = 150;
const machinesOfClient = 8;

export function startLoad(options: LoadOptions): Load {
  const requests: SentRequest[] = [];
  const wishes = new Map<string, Wish>();
  const stopping = new AbortController();
  const clients = Array.from({ length: options.clients }, () =>
    runClient(options, requests, wishes, stopping.signal),
  );
  return {
    ...{ requests, wishes },
    async firstYes() {
      const request = newRequest('run', null, requests);
      await send(options, request);
      note(request, wishes);
      return request;
    },
    async stop(limitMs) {
      stopping.abort();
      const limit = new Promise<never>((_, reject) => {
        const unanswered = (): string =>
          requests
            .filter(({ answer }) => answer === null)
            .map(({ what }) => what)
            .join(', ');
        setTimeout(
          () => reject(new Error(`not answered within ${limitMs} ms: ${unanswered()}`)),
          limitMs,
        ).unref();
      });
      await Promise.race([Promise.all(clients), limit]);
    },
  };
}

async function runClient(
  options: LoadOptions,
  requests: SentRequest[],
  wishes: Map<string, Wish>,
  stopping: AbortSignal,
): Promise<void> {
  const { draw } = options;
  const mine: string[] = [];
  while (!stopping.aborted) {
    const alive = mine.filter((machineId) => wishes.get(machineId) !== 'gone');
    const machineId = alive.length < 2 || draw.chance(2) ? null : draw.pick(alive);
    const what = machineId === null ? 'run' : nextAct(wishes.get(machineId)!, draw);
    const isEnd = what === 'stop' || what === 'kill';
    const isTooMuch = isEnd
      ? !options.mayEnd(machineId!)
      : mine.length >= (options.machinesMax ?? machinesOfClient);
    await pause(50 + draw.below(150));
    if (isTooMuch) continue;
    const request = newRequest(what, machineId, requests);
    await send(options, request);
    note(request, wishes);
    if (what === 'run' && request.machineId !== null) mine.push(request.machineId);
  }
}

function nextAct(wish: Wish, draw: Draw): 'stop' | 'start' | 'kill' {
  if (wish === 'stopped') return 'start';
  return draw.chance(3) ? 'stop' : 'kill';
}

function newRequest(
  what: SentRequest['what'],
  machineId: string | null,
  requests: SentRequest[],
): SentRequest {
  const firstSentAt = performance.now();
  const request = { key: randomUUID(), what, machineId, firstSentAt, attempts: 0, answer: null };
  requests.push(request);
  return request;
}

/** Sends the request until it is answered for good: what is not known, and what is not now, is asked again. */
async function send(options: LoadOptions, request: SentRequest): Promise<void> {
  const { endpoint, token } = options;
  const { what, machineId, key } = request;
  const path = what === 'run' ? '/machines' : `/machines/${machineId}/${what}`;
  const body = what === 'run' ? { image: anImage, type: 't1.micro' } : {};
  while (request.answer === null) {
    request.attempts += 1;
    const sentAtMs = performance.now();
    try {
      const answer = await fetch(`${endpoint}/v1${path}`, {
        method: 'POST',
        headers: {
          ...{ authorization: `Bearer ${token}`, 'idempotency-key': key },
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(attemptLimitMs),
      });
      const said = (await answer.json()) as { machineIds?: string[] };
      if (answer.status < 500 && answer.status !== 429) {
        request.machineId ??= said.machineIds?.[0] ?? null;
        request.answer = { status: answer.status, atMs: performance.now(), sentAtMs };
        return;
      }
    } catch {
      // Not known: the request may have been taken.
    }
    await pause(betweenAttemptsMs);
  }
}

const wishAfter = { run: 'running', start: 'running', stop: 'stopped', kill: 'gone' } as const;

function note({ what, machineId, answer }: SentRequest, wishes: Map<string, Wish>): void {
  if (machineId !== null && answer !== null && answer.status < 300)
    wishes.set(machineId, wishAfter[what]);
}

const pause = (delayMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, delayMs));
