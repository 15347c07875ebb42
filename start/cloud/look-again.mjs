// How does the keeper look after what no process tells it? Again and again, one look at a time; what goes wrong is said
// when it is new, and the next look may go well.

import { setTimeout as delay } from 'node:timers/promises';

/**
 * @param {{everyMs: number, look: () => void | Promise<void>, say: (line: string) => void, signal: AbortSignal}} what
 *   say: told each failure that is another one than the last
 * @returns {Promise<void>} when the signal has aborted and the last look has ended
 */
export async function lookAgain({ everyMs, look, say, signal }) {
  let said = null;
  while (!signal.aborted) {
    try {
      await look();
      said = null;
    } catch (error) {
      if (!signal.aborted && error.message !== said) say(error.message);
      said = error.message;
    }
    await delay(everyMs, undefined, { signal }).catch(() => {});
  }
}
