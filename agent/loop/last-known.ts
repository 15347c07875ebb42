/**
 * A question whose answer may hang or fail, asked by somebody who cannot wait: the new answer when it comes in time, else the
 * last one that came. One question at a time, so that what hangs does not pile up.
 */
import type { Clock } from '../../shared/time/clock.ts';

/** Waits for the first answer of all as long as it takes, and rejects with its failure; later ones at most `waitMs`. */
export function lastKnown<Answer>(
  clock: Clock,
  waitMs: number,
  ask: () => Promise<Answer>,
): () => Promise<{ readonly answer: Answer; readonly isNew: boolean }> {
  let known: { readonly answer: Answer } | null = null;
  let asking: Promise<Answer> | null = null;

  async function askOnce(): Promise<Answer> {
    try {
      const answer = await ask();
      known = { answer };
      return answer;
    } finally {
      asking = null;
    }
  }

  return async () => {
    asking ??= askOnce();
    if (!known) return { answer: await asking, isNew: true };
    const inTime = await within(clock, waitMs, asking);
    return inTime ? { ...inTime, isNew: true } : { ...known, isNew: false };
  };
}

/** Null: it failed, or did not come in time. */
function within<Answer>(
  clock: Clock,
  waitMs: number,
  coming: Promise<Answer>,
): Promise<{ readonly answer: Answer } | null> {
  return new Promise((resolve) => {
    const cancel = clock.after(waitMs, () => resolve(null));
    void coming
      .then(
        (answer) => resolve({ answer }),
        () => resolve(null),
      )
      .finally(cancel);
  });
}
