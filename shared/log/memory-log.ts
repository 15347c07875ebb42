/**
 * The log of the simulator and of tests: one stream in memory that any number of clients share. Everything that goes
 * to the stream or comes back passes `carry`, so a simulator decides when it arrives, or that it never does; the
 * `MemoryLog` itself offers the single faults a unit test wants.
 */
import type { Clock } from '../time/clock.ts';
import type { AppendOutcome, Log, StoredMessage } from './log.ts';
import { LogUnavailable } from './log.ts';
import { startMemoryFollow } from './memory-follow.ts';
import type { MemoryStream } from './memory-stream.ts';
import { createMemoryStream } from './memory-stream.ts';

/** What is under way: a question to the stream, its answer, or one message to a follower. */
export type Leg = 'append' | 'appendAnswer' | 'read' | 'readAnswer' | 'follow';
/** Runs `action` when the leg arrives; may run it later, twice, or never. */
export type Carry = (client: string, leg: Leg, action: () => void) => void;

/**
 * What happens to one append. `lost`: never arrives. `unanswered`: stored, the answer is lost. `late`: not stored until
 * `landLate`. All three end `unknown`.
 */
export type AppendFault = 'refused' | 'full' | 'lost' | 'unanswered' | 'late';

export interface MemoryLog extends Log {
  /** The same stream as another process sees it; `carry` is told its name. */
  client(name: string): Log;
  /** The next append of any client meets this fault; several calls queue up. */
  failNextAppend(fault: AppendFault): void;
  /** The held appends reach the stream now, each checked against its expected sequence as it stands; what became of each. */
  landLate(): AppendOutcome[];
  /** Puts back an older copy of the stream: only the first `keep` messages remain and the next append follows them. */
  rewriteTail(keep: number): void;
  /** While false nothing reaches the stream: reads reject, appends are `unknown` and not stored, followers wait. */
  setAvailable(available: boolean): void;
  /** Ends every follower of the client `name`, as when its process dies; its questions meet their time-out. */
  drop(name: string): void;
  /** Everything stored, oldest first. */
  messages(): readonly StoredMessage[];
}

export interface MemoryLogOptions {
  readonly clock: Clock;
  readonly messageBytesMax?: number;
  /** The stream is full above this many bytes. */
  readonly bytesMax?: number;
  /** How long a client waits for an answer. */
  readonly timeoutMs?: number;
  readonly carry?: Carry;
}

interface Wiring {
  readonly stream: MemoryStream;
  readonly clock: Clock;
  readonly carry: Carry;
  readonly timeoutMs: number;
  readonly messageBytesMax: number;
  readonly faults: AppendFault[];
  readonly followers: Set<{ readonly owner: string; readonly end: () => void }>;
}

export function createMemoryLog(options: MemoryLogOptions): MemoryLog {
  const { clock, bytesMax = Number.POSITIVE_INFINITY } = options;
  const stream = createMemoryStream(clock, bytesMax);
  const wiring: Wiring = {
    stream,
    clock,
    carry: options.carry ?? ((_client, _leg, action) => queueMicrotask(action)),
    timeoutMs: options.timeoutMs ?? 5_000,
    messageBytesMax: options.messageBytesMax ?? 1_000_000,
    faults: [],
    followers: new Set(),
  };
  return {
    ...clientOf(wiring, 'log'),
    client: (name) => clientOf(wiring, name),
    failNextAppend: (fault) => wiring.faults.push(fault),
    landLate: () => stream.landLate(),
    rewriteTail: (keep) => stream.rewriteTail(keep),
    setAvailable(available) {
      stream.available = available;
      if (available) stream.wake();
    },
    drop(name) {
      for (const follower of [...wiring.followers]) if (follower.owner === name) follower.end();
    },
    messages: () => stream.stored(),
  };
}

function clientOf(wiring: Wiring, name: string): Log {
  const { stream, clock, carry, messageBytesMax } = wiring;
  return {
    messageBytesMax,
    append: (bytes, expectedSequence) => append(wiring, name, bytes, expectedSequence),
    read: (sequence) => question(wiring, name, () => stream.at(sequence)),
    lastSequence: () => question(wiring, name, () => stream.stored().length),
    firstSequence: () => Promise.resolve(1),
    follow(from, onMessage) {
      const stop = startMemoryFollow({ name, clock, carry, stream, from, onMessage });
      const follower = {
        owner: name,
        end(): void {
          stop();
          wiring.followers.delete(follower);
        },
      };
      wiring.followers.add(follower);
      return () => follower.end();
    },
  };
}

function append(
  wiring: Wiring,
  name: string,
  given: Uint8Array,
  expected: number,
): Promise<AppendOutcome> {
  const { stream, messageBytesMax, timeoutMs } = wiring;
  if (given.length > messageBytesMax) return Promise.resolve({ kind: 'tooLarge' });
  const bytes = given.slice();
  const fault = wiring.faults.shift();
  if (fault) return Promise.resolve(stream.storeFailing(fault, bytes, expected));
  const unknown = (why: string): AppendOutcome => ({ kind: 'unknown', why });
  if (!stream.available) return Promise.resolve(unknown('the log does not answer'));
  return ask<AppendOutcome>(wiring, name, {
    legs: ['append', 'appendAnswer'],
    work: () => stream.store(bytes, expected),
    silence: (settle) => settle(unknown(`no answer within ${timeoutMs} ms`)),
  });
}

function question<Answer>(wiring: Wiring, name: string, work: () => Answer): Promise<Answer> {
  if (!wiring.stream.available)
    return Promise.reject(new LogUnavailable('the log does not answer'));
  return ask(wiring, name, {
    legs: ['read', 'readAnswer'],
    work,
    silence: (_settle, fail) =>
      fail(new LogUnavailable(`the log gave no answer within ${wiring.timeoutMs} ms`)),
  });
}

interface Errand<Answer> {
  readonly legs: readonly [Leg, Leg];
  readonly work: () => Answer;
  /** What the client makes of a lost answer. */
  readonly silence: (settle: (answer: Answer) => void, fail: (error: Error) => void) => void;
}

/** Carries an errand to the stream and its answer back. */
function ask<Answer>(wiring: Wiring, name: string, errand: Errand<Answer>): Promise<Answer> {
  const { stream, clock, carry, timeoutMs } = wiring;
  const [there, back] = errand.legs;
  return new Promise((resolve, reject) => {
    const cancel = clock.after(timeoutMs, () => errand.silence(resolve, reject));
    carry(name, there, () => {
      if (!stream.available) return;
      const answer = errand.work();
      carry(name, back, () => {
        cancel();
        resolve(answer);
      });
    });
  });
}
