/** A clock whose waits are over at once and in their order, as soon as nothing else is left to do. */
import type { Clock } from '../../shared/time/clock.ts';

export function aQuickClock(startsAtMs = 1_800_000_000_000): Clock {
  let elapsedMs = 0;
  let going = false;
  const due: { readonly atMs: number; readonly action: () => void }[] = [];

  function go(): void {
    going = false;
    due.sort((a, b) => a.atMs - b.atMs);
    const next = due.shift();
    if (!next) return;
    elapsedMs = Math.max(elapsedMs, next.atMs);
    next.action();
    goSoon();
  }

  function goSoon(): void {
    if (going || due.length === 0) return;
    going = true;
    setImmediate(go);
  }

  return {
    now: () => startsAtMs + elapsedMs,
    elapsed: () => elapsedMs,
    after(delayMs, action) {
      const one = { atMs: elapsedMs + delayMs, action };
      due.push(one);
      goSoon();
      return () => {
        const at = due.indexOf(one);
        if (at >= 0) due.splice(at, 1);
      };
    },
  };
}
