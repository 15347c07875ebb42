/** A host whose machines come and go without end fills no log; what ends a machine is never held back. */
import { expect, test } from 'vitest';
import {
  freshRation,
  isRationed,
  spend,
  withinRation,
} from '../../../../scheduler/decide/ration-reports.ts';
import type { Event } from '../../../../shared/model/events.ts';
import { aCloud, machineIdOf } from '../../../support/a-cloud.ts';
import { hostId } from '../../../support/log-writer.ts';

const lost = (number: number): Event => ({
  ...{ type: 'machineLost', machineId: machineIdOf(number), generation: 1, reason: 'vanished' },
});
const gone: Event = {
  ...{ type: 'machineGone', machineId: machineIdOf(1), generation: 2, counters: null },
};
const many = (count: number): Event[] => Array.from({ length: count }, (_none, i) => lost(i));

test('twenty in a minute are taken down, the rest is held back, ends are not', () => {
  const { state } = aCloud();
  const found = withinRation(state, hostId, [...many(25), gone], freshRation, 1_000);
  expect(found.events).toHaveLength(21);
  expect(found.events.at(-1)).toBe(gone);
  expect(found).toMatchObject({ taken: 20, held: true });
});

test('the minute counts from its first, and the next one is new', () => {
  const { state } = aCloud();
  const first = spend(freshRation, 15, false, 1_000);
  const second = withinRation(state, hostId, many(10), first, 60_999);
  expect(second).toMatchObject({ taken: 5, held: true });
  const spent = spend(first, second.taken, second.held, 60_999);
  expect([isRationed(spent, 60_999), isRationed(spent, 61_000)]).toEqual([true, false]);
  expect(withinRation(state, hostId, many(10), spent, 61_000)).toMatchObject({ held: false });
});

test('a host with many machines may lose each of them and see it again', () => {
  const cloud = aCloud();
  for (let i = 0; i < 4; i++) cloud.state.hosts.get(hostId)!.machines.add(machineIdOf(100 + i));
  for (let i = 0; i < 6; i++) cloud.state.hosts.get(hostId)!.machines.add(machineIdOf(200 + i));
  expect(withinRation(cloud.state, hostId, many(50), freshRation, 0).taken).toBe(40);
});

test('a first start is no coming and going, being seen again is', () => {
  const cloud = aCloud();
  const name = cloud.run();
  const { machineId } = cloud.machine(name).spec;
  const running: Event = { type: 'machineAdvanced', machineId, generation: 1, to: 'running' };
  const full = { sinceMs: 0, taken: 20, held: false };
  expect(withinRation(cloud.state, hostId, [running], full, 1).held).toBe(false);
  cloud.report(name, 'running');
  cloud.commit([{ type: 'machineLost', machineId, generation: 1, reason: 'vanished' }]);
  expect(withinRation(cloud.state, hostId, [running], full, 1).held).toBe(true);
});
