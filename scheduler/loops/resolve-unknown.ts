/**
 * An append that was not answered: is it in the log, or can it never be? An empty barrier with the same expected sequence
 * decides it. Accepted: the place is taken, the earlier append can never land. Refused: something stands there already, and
 * its hash tells whose it is.
 */
import { messageHash } from '../../shared/log/fold.ts';
import type { Log } from '../../shared/log/log.ts';
import { sleep } from '../../shared/time/clock.ts';
import type { Clock } from '../../shared/time/clock.ts';

export interface UnknownAppend {
  readonly log: Log;
  readonly clock: Clock;
  /** What was sent. */
  readonly bytes: Uint8Array;
  readonly expectedSequence: number;
  /** A fresh barrier; each has other bytes. */
  barrier(): Uint8Array;
  readonly signal: AbortSignal;
}

/** `ours`: it landed. `never`: this barrier of ours stands in its place. `another`: somebody else's message does. */
export type Resolution =
  | { readonly kind: 'ours' }
  | { readonly kind: 'never'; readonly barrier: Uint8Array }
  | { readonly kind: 'another' };

const firstPauseMs = 50;
const longestPauseMs = 500;

/** Does not end before it knows, or the signal aborts (then `another`, which nobody reads). */
export async function resolveUnknown(append: UnknownAppend): Promise<Resolution> {
  const { log, clock, expectedSequence, signal } = append;
  const ours = messageHash(append.bytes);
  const barriers = new Map<string, Uint8Array>();
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    const barrier = append.barrier();
    barriers.set(messageHash(barrier), barrier);
    const outcome = await log.append(barrier, expectedSequence);
    if (outcome.kind === 'stored') return { kind: 'never', barrier };
    if (outcome.kind !== 'unknown') {
      const standing = await hashAt(log, expectedSequence + 1);
      if (standing === ours) return { kind: 'ours' };
      const earlier = standing === null ? undefined : barriers.get(standing);
      if (earlier) return { kind: 'never', barrier: earlier };
      if (standing !== null) return { kind: 'another' };
    }
    await sleep(clock, pauseMs, signal).catch(() => undefined);
    pauseMs = Math.min(2 * pauseMs, longestPauseMs);
  }
  return { kind: 'another' };
}

async function hashAt(log: Log, sequence: number): Promise<string | null> {
  try {
    const message = await log.read(sequence);
    return message && messageHash(message.bytes);
  } catch {
    return null;
  }
}
