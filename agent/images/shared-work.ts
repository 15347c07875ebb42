/**
 * One piece of work for everybody who asks for the same thing at the same time. It goes on while at least one of them
 * still waits; whoever aborts gets his answer at once.
 */
import type { ImageProgress } from './images.ts';

interface Work<Value> {
  readonly value: Promise<Value>;
  readonly controller: AbortController;
  readonly listeners: Set<ImageProgress>;
}

export type Share<Value> = (
  key: string,
  progress: ImageProgress,
  signal: AbortSignal,
  begin: (everyProgress: ImageProgress, signal: AbortSignal) => Promise<Value>,
) => Promise<Value>;

export function sharedWork<Value>(): Share<Value> {
  const works = new Map<string, Work<Value>>();
  return async (key, progress, signal, begin) => {
    const work = works.get(key) ?? start(works, key, begin);
    // Not `progress` itself: two callers may pass the same function.
    const listener: ImageProgress = (done, total) => progress(done, total);
    work.listeners.add(listener);
    try {
      return await untilAborted(work.value, signal);
    } finally {
      work.listeners.delete(listener);
      if (work.listeners.size === 0) {
        // Nobody may join what is being ended; whoever comes now begins anew.
        if (works.get(key) === work) works.delete(key);
        work.controller.abort(signal.reason);
        await work.value.catch(() => {});
      }
    }
  };
}

function start<Value>(
  works: Map<string, Work<Value>>,
  key: string,
  begin: (everyProgress: ImageProgress, signal: AbortSignal) => Promise<Value>,
): Work<Value> {
  const controller = new AbortController();
  const listeners = new Set<ImageProgress>();
  const tell: ImageProgress = (done, total) => listeners.forEach((listen) => listen(done, total));
  // Begins a moment later, when the first caller listens.
  const value = Promise.resolve().then(() => begin(tell, controller.signal));
  const work: Work<Value> = { value, controller, listeners };
  works.set(key, work);
  const forget = (): void => {
    if (works.get(key) === work) works.delete(key);
  };
  work.value.then(forget, forget);
  return work;
}

function untilAborted<Value>(value: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    value.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
