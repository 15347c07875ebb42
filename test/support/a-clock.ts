/** Virtual time for unit tests: nothing happens until a test lets time pass, and then everything that is due does. */
import type { Clock } from '../../shared/time/clock.ts';
import { createSimTime } from '../sim/sim-time.ts';

export interface TestClock extends Clock {
  /** Lets so much time pass, step by step, with all that follows from each step. */
  pass(durationMs: number): Promise<void>;
  /** Sets the wall clock forward or back; elapsed time does not notice. */
  jump(byMs: number): void;
}

export function aClock(startMs = 1_800_000_000_000): TestClock {
  const time = createSimTime();
  let wallMs = startMs;
  return {
    now: () => wallMs + time.nowMs(),
    elapsed: () => time.nowMs(),
    after: (delayMs, action) => time.after(delayMs, action),
    jump: (byMs) => void (wallMs += byMs),
    async pass(durationMs) {
      const untilMs = time.nowMs() + durationMs;
      await settled();
      while (time.step(untilMs)) await settled();
      await settled();
    },
  };
}

/** Resolves when everything that waits for nothing but promises has gone on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
}
