import { describe, expect, test } from 'vitest';
import { lastKnown } from '../../../../agent/loop/last-known.ts';
import { aClock, settled } from '../../../support/a-clock.ts';

describe('what was last known', () => {
  function aQuestion() {
    const clock = aClock();
    const asked: { resolve(answer: number): void; reject(error: Error): void }[] = [];
    const ask = lastKnown(
      clock,
      1_000,
      () => new Promise<number>((resolve, reject) => void asked.push({ resolve, reject })),
    );
    return { clock, asked, ask };
  }

  test('is waited for when nothing is known yet', async () => {
    const { clock, asked, ask } = aQuestion();
    const answer = ask();
    await clock.pass(60_000);
    asked[0]!.resolve(1);
    expect(await answer).toEqual({ answer: 1, isNew: true });
  });

  test('is told when the new answer is late or fails, and what hangs is asked once', async () => {
    const { clock, asked, ask } = aQuestion();
    const first = ask();
    asked[0]!.resolve(1);
    await first;
    for (let i = 0; i < 3; i++) {
      const late = ask();
      await clock.pass(1_000);
      expect(await late).toEqual({ answer: 1, isNew: false });
    }
    expect(asked).toHaveLength(2);
    asked[1]!.resolve(2);
    await settled();
    const failed = ask();
    asked[2]!.reject(new Error('away'));
    expect(await failed).toEqual({ answer: 2, isNew: false });
    const inTime = ask();
    asked[3]!.resolve(4);
    expect(await inTime).toEqual({ answer: 4, isNew: true });
  });
});
