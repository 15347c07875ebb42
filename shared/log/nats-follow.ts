/**
 * How a follower reads: by sequence numbers of its own, many reads under way at once, handed on one after the other. So
 * nothing is skipped or repeated whatever the connection does. Messages heard on the stream's subject are only hints to look
 * (they are heard before they are stored, and refused ones are heard too); a slow poll covers lost hints.
 */
import type { NatsConnection } from '@nats-io/transport-node';
import type { Clock } from '../time/clock.ts';
import type { StoredMessage } from './log.ts';

export interface FollowOptions {
  readonly connection: NatsConnection;
  readonly clock: Clock;
  readonly subject: string;
  readonly read: (sequence: number) => Promise<StoredMessage | null>;
  readonly from: number;
  readonly onMessage: (message: StoredMessage) => Promise<void> | void;
  readonly pollMs: number;
}

/** Reads under way at most: enough to hide the round trip, */
const windowMax = 64;
/** and no more than this many bytes at once, judged by the largest message of the last batch. */
const windowBytesMax = 8 * 1024 * 1024;
/** After a hint the message may still be on its way to the disk. */
const firstLookMs = 1;
const lookMaxMs = 64;

/** Follows until the returned function is called. */
export function followStream(options: FollowOptions): () => void {
  const { read, onMessage } = options;
  const bell = createBell(options.clock);
  let ended = false;
  let next = options.from;
  let largestBytes = 1;
  const unsubscribe = hearHints(options.connection, options.subject, bell.ring);

  /** Hands on what is there from `next` on; true when it found anything. */
  async function advance(window: number): Promise<boolean> {
    const first = next;
    largestBytes = 1;
    const asked = Array.from({ length: window }, (_, i) => read(first + i).catch(() => null));
    for (const answer of asked) {
      const message = await answer;
      if (ended || message === null) break;
      next = message.sequence + 1;
      largestBytes = Math.max(largestBytes, message.bytes.length);
      await onMessage(message);
    }
    return next > first;
  }

  async function run(): Promise<void> {
    let window = 1;
    let waitMs = options.pollMs;
    while (!ended) {
      const before = next;
      const found = await advance(window);
      const fitting = Math.max(1, Math.floor(windowBytesMax / largestBytes));
      window = next - before === window ? Math.min(windowMax, fitting, window * 2) : 1;
      if (found) {
        waitMs = firstLookMs;
        continue;
      }
      const rung = await bell.wait(waitMs);
      waitMs = rung ? firstLookMs : waitMs < lookMaxMs ? waitMs * 2 : options.pollMs;
    }
  }

  void run();
  return () => {
    ended = true;
    unsubscribe();
    bell.ring();
  };
}

function hearHints(connection: NatsConnection, subject: string, ring: () => void): () => void {
  if (connection.isClosed()) return () => undefined;
  const subscription = connection.subscribe(subject, { callback: ring });
  return () => subscription.unsubscribe();
}

interface Bell {
  readonly ring: () => void;
  /** Resolves with true when the bell rang since the last wait, with false after `limitMs`. */
  wait(limitMs: number): Promise<boolean>;
}

function createBell(clock: Clock): Bell {
  let rung = false;
  let answer = (): void => undefined;
  return {
    ring() {
      rung = true;
      answer();
    },
    wait(limitMs) {
      return new Promise((resolve) => {
        const settle = (): void => {
          cancel();
          answer = () => undefined;
          const wasRung = rung;
          rung = false;
          resolve(wasRung);
        };
        const cancel = clock.after(limitMs, settle);
        answer = settle;
        if (rung) settle();
      });
    },
  };
}
