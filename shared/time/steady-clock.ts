import type { Clock } from './clock.ts';

/**
 * A clock whose time of day never jumps: read once, and from then on counted by elapsed time. A leader commits by it, so that
 * a clock set wrong while it leads neither ends a window nor forgets a key.
 */
export function steadyClock(clock: Clock): Clock {
  const offsetMs = clock.now() - clock.elapsed();
  return {
    now: () => Math.floor(offsetMs + clock.elapsed()),
    elapsed: () => clock.elapsed(),
    after: (delayMs, action) => clock.after(delayMs, action),
  };
}
