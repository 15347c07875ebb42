/** Ends a fetch that takes too long in all, or that goes on but gives too little: a server may drip a byte a second. */
import type { Clock } from '../../shared/time/clock.ts';
import { ImageUnavailable } from './images.ts';

export interface FetchLimits {
  /** Longest time for one location, in milliseconds. */
  readonly totalMs: number;
  /** In each window of this length ... */
  readonly idleMs: number;
  /** ... at least this many bytes must come. */
  readonly idleBytes: number;
}

export interface FetchWatch {
  /** Aborts with `ImageUnavailable` when a limit is passed, and with the caller's reason when he aborts. */
  readonly signal: AbortSignal;
  received(bytes: number): void;
  /** No limit counts any longer. */
  end(): void;
}

export function watchFetch(
  clock: Clock,
  limits: FetchLimits,
  where: string,
  caller: AbortSignal,
): FetchWatch {
  const controller = new AbortController();
  const stop = (message: string): void =>
    controller.abort(new ImageUnavailable(message, where, 'Try again later or use another copy.'));
  const cancelTotal = clock.after(limits.totalMs, () =>
    stop(`not complete after ${limits.totalMs / 1000} s`),
  );
  let received = 0;
  let cancelIdle = (): void => {};
  const nextWindow = (): void => {
    cancelIdle = clock.after(limits.idleMs, () => {
      if (received < limits.idleBytes)
        return stop(`only ${received} bytes came in ${limits.idleMs / 1000} s`);
      received = 0;
      nextWindow();
    });
  };
  nextWindow();
  return {
    signal: AbortSignal.any([controller.signal, caller]),
    received: (bytes) => void (received += bytes),
    end() {
      cancelTotal();
      cancelIdle();
    },
  };
}
