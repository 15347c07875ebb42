import { describe, expect, test } from 'vitest';
import {
  actions,
  mayFollow,
  statesAccepting,
  transitions,
  verdict,
} from '../../../../shared/model/lifecycle.ts';
import { machineStates } from '../../../../shared/model/words.ts';

/** Columns: start, stop, shutdown, kill. */
const offered = {
  pending: 'ignore deny accept accept',
  prolog: 'ignore deny accept accept',
  boot: 'ignore accept accept accept',
  running: 'ignore accept accept accept',
  stopping: 'deny ignore accept accept',
  stopped: 'accept ignore accept accept',
  suspended: 'deny deny accept accept',
  migrating: 'ignore deny deny accept',
  epilog: 'deny deny ignore ignore',
  unknown: 'accept accept accept accept',
  failed: 'deny deny accept accept',
  done: 'deny deny ignore ignore',
} as const;

describe('the lifecycle', () => {
  test.each(machineStates)('what may be done to a machine that is %s', (state) => {
    const said = (['start', 'stop', 'shutdown', 'kill'] as const).map((one) => verdict(state, one));
    expect(said.join(' ')).toBe(offered[state]);
  });

  test('what is planned is refused by name in every state', () => {
    for (const action of ['suspend', 'resume', 'reboot', 'migrate', 'resize'] as const) {
      for (const state of machineStates) expect(verdict(state, action)).toBe('notOffered');
      expect(statesAccepting(action)).toEqual([]);
    }
    expect(actions).toHaveLength(9);
  });

  test('every state but the last has a way on, and each leads to the end', () => {
    const reaches = (from: (typeof machineStates)[number], seen: Set<string>): boolean =>
      from === 'done' ||
      transitions[from].some((to) => !seen.has(to) && reaches(to, new Set([...seen, to])));
    for (const state of machineStates) expect(reaches(state, new Set([state])), state).toBe(true);
    expect(transitions.done).toEqual([]);
  });

  test.each([
    ['pending', 'running'],
    ['done', 'pending'],
    ['stopped', 'running'],
    ['failed', 'boot'],
    ['epilog', 'running'],
    ['running', 'done'],
    ['running', 'failed'],
    ['unknown', 'done'],
  ] as const)('never goes from %s to %s', (from, to) => {
    expect(mayFollow(from, to)).toBe(false);
  });
});
