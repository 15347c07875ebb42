// How does the starter wait? For a condition, never for a time, and always with a limit that says what was awaited.

import { setTimeout as delay } from 'node:timers/promises';

/**
 * @template T
 * @param {string} what named in the error
 * @param {() => T | Promise<T>} condition asked again until it gives something true
 * @param {{limitMs: number, everyMs?: number, signal?: AbortSignal}} options
 * @returns {Promise<T>}
 */
export async function waitUntil(what, condition, { limitMs, everyMs = 50, signal }) {
  const end = performance.now() + limitMs;
  for (;;) {
    signal?.throwIfAborted();
    const answer = await condition();
    if (answer) return answer;
    if (performance.now() > end)
      throw new Error(`waited ${Math.round(limitMs / 1000)} s in vain for ${what}`);
    await delay(everyMs, undefined, { signal }).catch((error) => {
      signal?.throwIfAborted(); // in the words of whoever aborted
      throw error;
    });
  }
}
