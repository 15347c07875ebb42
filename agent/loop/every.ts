import type { Clock } from '../../shared/time/clock.ts';

/** Calls `action` each `periodMs` from now on; the returned function ends it. */
export function every(clock: Clock, periodMs: number, action: () => void): () => void {
  let cancel: () => void = () => undefined;
  const again = (): void => {
    cancel = clock.after(periodMs, () => {
      again();
      action();
    });
  };
  again();
  return () => cancel();
}
