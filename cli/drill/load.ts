/**
 * The small load under which a drill kills: one request after the other, each a change that the log takes and nobody feels (a hold
 * of a canary's evidence, its release), each with a key of its own and repeated until it is answered. In the end every
 * answered request is sent once more with its key: the same cursor comes back, unless it was lost.
 */
import { uuidFromRandom } from '../../shared/base/bytes.ts';
import type { Random } from '../../shared/base/random.ts';
import { sleep } from '../../shared/time/clock.ts';
import type { Clock } from '../../shared/time/clock.ts';

/** Sends one change with that key; resolves with its cursor, rejects when there was no answer. */
export type Send = (action: 'hold' | 'release', key: string) => Promise<string>;

export interface Acknowledged {
  readonly action: 'hold' | 'release';
  readonly key: string;
  readonly cursor: string;
  /** Elapsed time at which it was sent first, and answered; ms. */
  readonly sentMs: number;
  readonly answeredMs: number;
}

export interface Load {
  readonly acknowledged: readonly Acknowledged[];
  /** Ends when the last hold was released, or that could not be done for `limitMs`. */
  end(limitMs: number): Promise<void>;
  /** Whether the evidence may be held by this load: then it would be kept for ever. */
  mayHold(): boolean;
  /** Asks for each again; those whose answer is another one now, or none. */
  lost(): Promise<readonly Acknowledged[]>;
}

export interface LoadOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly send: Send;
}

const pauseMs = 100;
const repeatMs = 200;
const askedAgainMax = 20;

export function startLoad({ clock, random, send }: LoadOptions): Load {
  const acknowledged: Acknowledged[] = [];
  let ending = false;
  let givenUp = false;
  let mayHold = false;

  /** A hold is never the last. */
  async function oneAfterTheOther(): Promise<void> {
    for (let count = 0; !ending || count % 2 === 1; count++) {
      mayHold = true;
      await one(count % 2 === 0 ? 'hold' : 'release');
      mayHold = acknowledged.at(-1)?.action !== 'release' || givenUp;
      await sleep(clock, pauseMs);
    }
  }

  async function one(action: 'hold' | 'release'): Promise<void> {
    const key = uuidFromRandom(random.bytes(16));
    const sentMs = clock.elapsed();
    while (!givenUp) {
      try {
        const cursor = await send(action, key);
        acknowledged.push({ action, key, cursor, sentMs, answeredMs: clock.elapsed() });
        return;
      } catch {
        // Not answered: it may have been carried out, and the same key makes a repeat harmless.
        await sleep(clock, repeatMs);
      }
    }
  }

  async function isLost({ action, key, cursor }: Acknowledged): Promise<boolean> {
    for (let attempt = 0; attempt < askedAgainMax; attempt++) {
      try {
        return (await send(action, key)) !== cursor;
      } catch {
        await sleep(clock, repeatMs);
      }
    }
    return true;
  }

  const running = oneAfterTheOther();
  return {
    acknowledged,
    mayHold: () => mayHold,
    async end(limitMs) {
      ending = true;
      const cancel = clock.after(limitMs, () => (givenUp = true));
      await running;
      cancel();
    },
    async lost() {
      const gone: Acknowledged[] = [];
      for (const one of acknowledged) if (await isLost(one)) gone.push(one);
      return gone;
    },
  };
}
