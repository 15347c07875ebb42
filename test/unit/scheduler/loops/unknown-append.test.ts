/** An append that timed out is unknown until a barrier tells: whatever happened, each request is in the log exactly once. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFold, foldMessage } from '../../../../shared/log/fold.ts';
import type { AppendFault } from '../../../../shared/log/memory-log.ts';
import { stateDigest } from '../../../../shared/model/state-digest.ts';
import { settled } from '../../../support/a-clock.ts';
import { aJoin, aLeader, watch } from '../../../support/a-leader.ts';
import type { LeaderBench } from '../../../support/a-leader.ts';

function joinsInLog({ commits }: LeaderBench): string[] {
  return commits().flatMap(({ entries }) =>
    entries.flatMap(({ events }) => events.map((event) => ('name' in event ? event.name : '?'))),
  );
}

function isFoldOfLog({ leader, log }: LeaderBench): boolean {
  const fold = createFold();
  for (const message of log.messages()) foldMessage(fold, message);
  return stateDigest(fold.state) === stateDigest(leader.committed);
}

describe('an append without an answer', () => {
  test.each([
    ['was stored: the commit stands', ['unanswered'], ['h-1']],
    ['never arrived: a barrier takes its place, and it is decided again', ['lost'], ['h-1']],
    ['is late: the barrier keeps it out for ever', ['late'], ['h-1']],
    ['was stored, and the first barrier was lost', ['unanswered', 'lost'], ['h-1']],
    ['never arrived, and neither did two barriers', ['lost', 'lost', 'lost'], ['h-1']],
    [
      'never arrived, and the barrier was stored without an answer',
      ['lost', 'unanswered'],
      ['h-1'],
    ],
  ] as const)('%s', async (_what, faults, expected) => {
    const bench = await aLeader();
    for (const fault of faults) bench.log.failNextAppend(fault);
    const outcome = watch(bench.leader.submit(aJoin(1)));
    await settled();
    const during = watch(bench.leader.submit(aJoin(1)));
    await bench.clock.pass(30_000);
    expect(outcome.kind).toBe('committed');
    expect(during.kind).toBe('refused');
    expect(joinsInLog(bench)).toEqual(expected);
    expect(bench.log.landLate().every(({ kind }) => kind === 'refused')).toBe(true);
    expect(isFoldOfLog(bench)).toBe(true);
    expect(bench.downs).toEqual([]);
  });

  test('lands late, before a barrier does: it is ours', async () => {
    const bench = await aLeader();
    for (const fault of ['late', 'lost'] as const) bench.log.failNextAppend(fault);
    const outcome = watch(bench.leader.submit(aJoin(1)));
    await settled();
    expect(bench.log.landLate()).toEqual([{ kind: 'stored', sequence: 2 }]);
    await bench.clock.pass(30_000);
    expect(outcome.kind).toBe('committed');
    expect(joinsInLog(bench)).toEqual(['h-1']);
  });

  test('and another writer stands in its place: the lead is over, nobody is told anything', async () => {
    const bench = await aLeader();
    for (const fault of ['lost', 'lost'] as const) bench.log.failNextAppend(fault);
    const outcome = watch(bench.leader.submit(aJoin(1)));
    await settled();
    await bench.log.append(Uint8Array.of(9), 1);
    await bench.clock.pass(30_000);
    expect(outcome.kind).toBe('lost');
    expect(bench.downs).toHaveLength(1);
  });

  test('while the log is away nothing is decided or told, and afterwards all goes on', async () => {
    const bench = await aLeader();
    bench.log.setAvailable(false);
    const outcomes = [1, 2, 3].map((i) => watch(bench.leader.submit(aJoin(i))));
    await bench.clock.pass(600_000);
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(3).fill('waiting'));
    bench.log.setAvailable(true);
    await bench.clock.pass(10_000);
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(3).fill('committed'));
    expect(joinsInLog(bench)).toEqual(['h-1', 'h-2', 'h-3']);
  });
});

describe('law', () => {
  const fault = fc.constantFrom<AppendFault | 'none'>('lost', 'unanswered', 'late', 'full', 'none');

  test('under any faults a request that was accepted is in the log once, a refused one never', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 8 }),
        fc.array(fc.nat(6), { minLength: 1, maxLength: 12 }),
        async (faults, requests) => {
          const bench = await aLeader();
          for (const one of faults) if (one !== 'none') bench.log.failNextAppend(one);
          const outcomes = [];
          for (const [i, number] of requests.entries()) {
            outcomes.push({ number, seen: watch(bench.leader.submit(aJoin(number))) });
            if (i % 3 === 0) await bench.clock.pass(20);
            if (i % 5 === 4) bench.log.landLate();
          }
          await bench.clock.pass(120_000);
          const accepted = outcomes.filter(({ seen }) => seen.kind === 'committed');
          expect(outcomes.filter(({ seen }) => seen.kind === 'waiting')).toEqual([]);
          expect(joinsInLog(bench).sort()).toEqual(
            accepted.map(({ number }) => `h-${number}`).sort(),
          );
          expect(isFoldOfLog(bench)).toBe(true);
          expect(stateDigest(bench.leader.state())).toBe(stateDigest(bench.leader.committed));
        },
      ),
      { numRuns: 60 },
    );
  });
});
