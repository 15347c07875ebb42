import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { lockStorage } from '../../../../agent/guards/storage-lock.ts';
import { systemClock } from '../../../../shared/time/system-clock.ts';
import type { Clock } from '../../../../shared/time/clock.ts';

/** Every pause is over at once, and counts. */
function aHastyClock(): Clock {
  let elapsedMs = 0;
  return {
    now: () => elapsedMs,
    elapsed: () => elapsedMs,
    after(delayMs, action) {
      elapsedMs += delayMs;
      const timer = setImmediate(action);
      return () => clearImmediate(timer);
    },
  };
}

const never = new AbortController().signal;
const newId = (): string => randomBytes(16).toString('hex');

describe('two agents on one storage directory', () => {
  test('exclude each other: the second gives up after ten seconds', async () => {
    const storageId = newId();
    const first = await lockStorage({ storageId, clock: aHastyClock(), signal: never });
    const clock = aHastyClock();
    await expect(lockStorage({ storageId, clock, signal: never })).rejects.toMatchObject({
      ...{ name: 'StorageInUse', code: 'storageInUse' },
    });
    expect(clock.elapsed()).toBeGreaterThanOrEqual(10_000);
    await first.release();
  });

  test('follow each other: the second waits for the end of the first', async () => {
    const storageId = newId();
    const first = await lockStorage({ storageId, clock: systemClock, signal: never });
    const second = lockStorage({ storageId, clock: systemClock, signal: never });
    await first.release();
    await (await second).release();
  });

  test('on two directories do not meet', async () => {
    const locks = [newId(), newId()].map((storageId) =>
      lockStorage({ storageId, clock: aHastyClock(), signal: never }),
    );
    for (const lock of await Promise.all(locks)) await lock.release();
  });

  test('the second may be ended while it waits', async () => {
    const storageId = newId();
    const first = await lockStorage({ storageId, clock: systemClock, signal: never });
    const ending = new AbortController();
    const second = lockStorage({ storageId, clock: systemClock, signal: ending.signal });
    ending.abort(new Error('ended'));
    await expect(second).rejects.toThrow('ended');
    await first.release();
  });
});
