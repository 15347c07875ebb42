import { describe, expect, test } from 'vitest';
import {
  countByKind,
  mergeMachines,
  shownMachines,
  spokenText,
} from '../../../../api/page/machines.js';
import { causeText, kindOf } from '../../../../api/page/words.js';
import { machineStates } from '../../../../shared/model/words.ts';

const aMachine = (label: number, more: object = {}) => ({
  ...{
    id: `id-${label}`,
    label,
    name: `one-${label}`,
    state: 'running',
    address: `10.0.0.${label}`,
  },
  ...{ host: { id: 'h', name: 'alder' }, type: 'm1.small', createdBy: 'admin', message: '' },
  ...{ waiting: null, reason: null, progress: null },
  ...more,
});

const knownOf = (...machines: ReturnType<typeof aMachine>[]) =>
  new Map(machines.map((machine) => [machine.id, machine]));

describe('an answer taken into what is known', () => {
  test('keeps the object of a machine that is as it was', () => {
    const before = aMachine(1, { progress: { phase: 'running', heardAt: '1' } });
    const known = knownOf(before);
    const same = aMachine(1, { progress: { phase: 'running', heardAt: '2' } });
    expect(mergeMachines(known, [same], true)).toEqual({ changed: false, sentences: [] });
    expect(known.get('id-1')).toBe(before);
  });

  test('says which state a machine came into', () => {
    const known = knownOf(aMachine(1));
    const stopped = aMachine(1, { state: 'stopped' });
    expect(mergeMachines(known, [stopped], false)).toEqual({
      ...{ changed: true, sentences: ['one-1 is stopped'] },
    });
    expect(known.get('id-1')).toBe(stopped);
  });

  test('forgets a machine that ended, once', () => {
    const known = knownOf(aMachine(1));
    const done = aMachine(1, { state: 'done' });
    expect(mergeMachines(known, [done], false).sentences).toEqual(['one-1 is done']);
    expect(known.size).toBe(0);
    expect(mergeMachines(known, [done], false)).toEqual({ changed: false, sentences: [] });
  });

  test('forgets what a whole answer does not have, and nothing for one that is not', () => {
    const known = knownOf(aMachine(1), aMachine(2));
    mergeMachines(known, [aMachine(3)], false);
    expect(known.size).toBe(3);
    expect(mergeMachines(known, [aMachine(3)], true).changed).toBe(true);
    expect([...known.keys()]).toEqual(['id-3']);
  });
});

describe('what a filter shows', () => {
  const machines = [
    aMachine(1),
    aMachine(2, { name: 'web', host: { name: 'birch' } }),
    aMachine(3, { state: 'pending', waiting: 'noFreeAddress', host: null, address: null }),
  ];
  test.each([
    ['everything, newest first', null, '', [3, 2, 1]],
    ['a name', null, 'WEB', [2]],
    ['a host and a state at once', null, 'birch  running', [2]],
    ['a reason in words', null, 'no address', [3]],
    ['a kind', 'waiting', '', [3]],
    ['nothing', 'trouble', 'web', []],
  ])('%s', (_what, kind, text, labels) => {
    expect(shownMachines(machines, { kind, text }).map(({ label }) => label)).toEqual(labels);
  });

  test('counts every kind, also those without machines', () => {
    const counts = countByKind(machines).filter(({ count }) => count > 0);
    expect(counts).toEqual([
      { kind: 'running', count: 2 },
      { kind: 'waiting', count: 1 },
    ]);
  });
});

test('every state has a kind of its own choosing, and an unknown one is not taken for a good one', () => {
  const kinds = machineStates.map((state) => `${state} ${kindOf(state)}`);
  expect(kinds.filter((text) => text.endsWith('trouble'))).toEqual([
    'unknown trouble',
    'failed trouble',
  ]);
  expect(kindOf('flying')).toBe('trouble');
});

test.each([
  [{ waiting: 'noHostWithMemory' }, 'no host has the memory free'],
  [{ reason: 'imageDigestMismatch', message: 'another one' }, 'image digest mismatch: another one'],
  [
    { progress: { phase: 'preparing', doneBytes: 1, totalBytes: 3, message: '' } },
    'preparing 33 %',
  ],
  [{ progress: { phase: 'running', doneBytes: 0, totalBytes: 0, message: '' } }, ''],
])('why a machine is as it is: %j', (more, text) => {
  expect(causeText(aMachine(1, more))).toBe(text);
});

test('many changes are told in one sentence', () => {
  expect(spokenText(['a is running', 'b is done'])).toBe('a is running, b is done');
  expect(spokenText(['a', 'b', 'c', 'd is done'])).toBe(
    '4 machines changed, the last one: d is done',
  );
});
