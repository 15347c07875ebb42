/** The wall clock of one computer in a simulated world: it may be off, and somebody may set it. */
import type { Clock } from '../../shared/time/clock.ts';
import type { Coverage } from './coverage.ts';

export interface WallClock {
  /** ms since 1970, as this computer believes. */
  now(): number;
  /** Somebody sets it forward, or back by a negative number. */
  jump(byMs: number): void;
  /** It is right again, but for what it was off from the beginning. */
  setRight(): void;
}

/** Off by less than this a clock counts as right. */
const rightWithinMs = 500;

export function createWallClock(trueClock: Clock, coverage: Coverage, offMs: number): WallClock {
  let jumpedMs = 0;
  return {
    now() {
      coverage.point('clockRead');
      if (jumpedMs !== 0) coverage.took('clockJump');
      else if (Math.abs(offMs) > rightWithinMs) coverage.took('clockSkew');
      return trueClock.now() + offMs + jumpedMs;
    },
    jump: (byMs) => void (jumpedMs += byMs),
    setRight: () => void (jumpedMs = 0),
  };
}
