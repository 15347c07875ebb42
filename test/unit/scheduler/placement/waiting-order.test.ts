import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agedAfterMs, inTurns } from '../../../../scheduler/placement/waiting-order.ts';
import type { Waiting } from '../../../../scheduler/placement/waiting-order.ts';

const nowMs = 1_800_000_000_000;

/** `a1 b2 a3*`: project and label; with a star it has waited long. */
const asked = (text: string): Waiting[] =>
  text.split(' ').map((one) => ({
    ...{ projectId: one[0]!, label: parseInt(one.slice(1), 10) },
    createdAtMs: one.endsWith('*') ? nowMs - agedAfterMs : nowMs - 1,
  }));
const order = (waiting: readonly Waiting[]): string =>
  inTurns(waiting, (one) => one, nowMs)
    .map(({ projectId, label }) => `${projectId}${label}`)
    .join(' ');

describe('machines that wait are asked', () => {
  test.each([
    ['in the order of arrival, within one project', 'a1 a2 a3', 'a1 a2 a3'],
    ['in turns of their projects', 'a1 a2 a3 b4 c5 b6', 'a1 b4 c5 a2 b6 a3'],
    ['first when they waited long, whosever they are', 'a1 a2* b3 a4* b5', 'a2 a4 a1 b3 b5'],
    ['by arrival alone when all waited long', 'a1* a2* b3* a4*', 'a1 a2 b3 a4'],
  ])('%s', (_how, waiting, wanted) => expect(order(asked(waiting))).toBe(wanted));

  test('each once, and nobody later than all of its own project that came before it', () => {
    const some = fc.array(
      fc.record({ projectId: fc.constantFrom('a', 'b', 'c'), ageMs: fc.nat(2 * agedAfterMs) }),
    );
    fc.assert(
      fc.property(some, (wishes) => {
        const byAge = [...wishes].sort((a, b) => b.ageMs - a.ageMs);
        const waiting = byAge.map(({ projectId, ageMs }, i) => ({
          ...{ projectId, label: i + 1, createdAtMs: nowMs - ageMs },
        }));
        const asked = inTurns(waiting, (one) => one, nowMs);
        expect([...asked].sort((a, b) => a.label - b.label)).toEqual(waiting);
        for (const project of ['a', 'b', 'c']) {
          const labels = asked.filter((one) => one.projectId === project).map((one) => one.label);
          expect(labels).toEqual([...labels].sort((a, b) => a - b));
        }
      }),
    );
  });
});
