import type { Clock } from '../../shared/time/clock.ts';

/** Who waits for something to become true? Each is looked at again after every change, and lets go after its limit. */
export interface Waiting {
  /** Something changed: everybody looks. */
  wake(): void;
  /** Resolves as soon as `done()`, after `limitMs`, or on abort. */
  until(done: () => boolean, limitMs: number, signal?: AbortSignal): Promise<void>;
}

export function createWaiting(clock: Clock): Waiting {
  const looks = new Set<() => void>();
  return {
    wake: () => [...looks].forEach((look) => look()),
    until: (done, limitMs, signal) =>
      new Promise((resolve) => {
        if (done() || signal?.aborted) return resolve();
        const end = (): void => {
          cancel();
          looks.delete(look);
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const look = (): void => void (done() && end());
        const cancel = clock.after(limitMs, end);
        looks.add(look);
        signal?.addEventListener('abort', end, { once: true });
      }),
  };
}
