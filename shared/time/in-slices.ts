/** Long computations on a loop that has other things to do: worked off in slices, everything else comes in between. */
import { sleep } from './clock.ts';
import type { Clock } from './clock.ts';

/** How long a loop works in one go, in milliseconds of elapsed time. */
const sliceMs = 4;

/**
 * Works off the steps and gives what they yielded and returned. What the steps read may not change meanwhile: who calls
 * sees to that.
 */
export async function inSlices<Yielded, Returned>(
  clock: Clock,
  steps: Generator<Yielded, Returned>,
): Promise<{ readonly yielded: Yielded[]; readonly returned: Returned }> {
  const yielded: Yielded[] = [];
  let endsAt = clock.elapsed() + sliceMs;
  for (;;) {
    const step = steps.next();
    if (step.done) return { yielded, returned: step.value };
    yielded.push(step.value);
    if (clock.elapsed() < endsAt) continue;
    await sleep(clock, 0);
    endsAt = clock.elapsed() + sliceMs;
  }
}
