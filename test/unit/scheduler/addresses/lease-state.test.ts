import { expect, test } from 'vitest';

import { leaseState } from '../../../../scheduler/addresses/lease-state.ts';
import type { LeaseFacts } from '../../../../scheduler/addresses/lease-state.ts';

const nobody: LeaseFacts = { machineId: null, holdUntilMs: null, suspectUntilMs: null };

test.each<[string, LeaseFacts | undefined, string]>([
  ['never leased', undefined, 'free'],
  ['nobody has', nobody, 'free'],
  ['a machine has', { ...nobody, machineId: 'm' }, 'leased'],
  ['a machine has again', { machineId: 'm', holdUntilMs: 2000, suspectUntilMs: 2000 }, 'leased'],
  ['rests until later', { ...nobody, holdUntilMs: 1001 }, 'resting'],
  ['has rested', { ...nobody, holdUntilMs: 1000 }, 'free'],
  ['is suspect until later', { ...nobody, suspectUntilMs: 1001 }, 'suspect'],
  ['is suspect and rests', { ...nobody, holdUntilMs: 5000, suspectUntilMs: 1001 }, 'suspect'],
  ['was suspect and rests', { ...nobody, holdUntilMs: 5000, suspectUntilMs: 1000 }, 'resting'],
])('an address that %s is at 1000 ms what the rules say', (_what, lease, state) => {
  expect(leaseState(lease, 1000)).toBe(state);
});
