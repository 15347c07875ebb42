import { expect, test } from 'vitest';
import type { Repair } from '../../../../shared/model/command.ts';
import { aCloud, machineIdOf } from '../../../support/a-cloud.ts';
import type { Cloud } from '../../../support/a-cloud.ts';
import { hostId } from '../../../support/log-writer.ts';

const [first, stranger] = [machineIdOf(1), machineIdOf(99)];

const repair = (changes: Partial<Repair>) =>
  ({ kind: 'repair', why: 'seen twice', orphans: [], leases: [], ...changes }) as const;

const orphan = (machineId: string, on = hostId) => ({ orphans: [{ hostId: on, machineId }] });

/** The types of what was decided. */
function decided(cloud: Cloud, changes: Partial<Repair>): string[] {
  const found = cloud.ask(repair(changes));
  if (!found.ok) throw new Error(found.reason.message);
  return found.value.map(({ type }) => type);
}

test('what nobody knows gets an order for its end and keeps its disks for the window', () => {
  const cloud = aCloud();
  const label = cloud.state.nextLabel;
  expect(decided(cloud, orphan(stranger))).toEqual(['machineRecovered']);
  const machine = cloud.machine(stranger);
  expect(machine).toMatchObject({ state: 'done', givenUp: true, desired: 'gone', hostId });
  expect(machine.spec).toMatchObject({ label, name: `orphan-${label}`, projectId: 'p1' });
  expect(machine.message).toBe('found by a check: seen twice');
  cloud.report(stranger, 'gone', { evidence: [{ name: 'root.qcow2', bytes: 1 }] });
  expect(cloud.state.evidence.get(stranger)).toMatchObject({ hostId, purged: false });
  expect(cloud.machine(stranger).givenUp).toBe(false);
});

test('several that nobody knows get labels of their own, and one named twice gets one', () => {
  const cloud = aCloud();
  const orphans = [98, 99, 98].map((number) => ({ hostId, machineId: machineIdOf(number) }));
  expect(decided(cloud, { orphans })).toEqual(['machineRecovered', 'machineRecovered']);
  const labels = [98, 99].map((number) => cloud.machine(machineIdOf(number)).spec.label);
  expect(new Set(labels).size).toBe(2);
});

test('what is left of a machine that has ended is ended by a later order', () => {
  const cloud = aCloud();
  cloud.run();
  cloud.ask({ kind: 'kill', machines: [first] });
  cloud.report(first, 'gone');
  const { generation } = cloud.machine(first);
  expect(decided(cloud, orphan(first))).toEqual(['machineRecovered']);
  expect(cloud.machine(first)).toMatchObject({ generation: generation + 1, givenUp: true });
  cloud.report(first, 'gone', { evidence: [{ name: 'root.qcow2', bytes: 1 }] });
  expect(cloud.state.evidence.has(first)).toBe(true);
});

test('a lease that nobody has ends, and the address rests', () => {
  const cloud = aCloud();
  cloud.run();
  const [nic] = cloud.machine(first).nics;
  cloud.ask({ kind: 'kill', machines: [first] });
  cloud.report(first, 'gone');
  const { address } = nic!;
  cloud.state.leases.get(address)!.machineId = first;
  expect(decided(cloud, { leases: [address, address] })).toEqual(['addressReleased']);
  const { restsUntilMs, machineId } = cloud.state.leases.get(address)!;
  expect([machineId, restsUntilMs > cloud.nowMs]).toEqual([null, true]);
  expect(decided(cloud, { leases: [address] })).toEqual([]);
});

test.each<[string, (cloud: Cloud) => Partial<Repair>]>([
  ['a machine that lives', () => orphan(first)],
  [
    'the lease of a machine that lives',
    ({ machine }) => ({ leases: [machine(first).nics[0]!.address] }),
  ],
  ['a host that nobody knows', () => orphan(stranger, 'f'.repeat(32))],
  [
    'a machine whose disks are in quarantine',
    (cloud) => {
      cloud.ask({ kind: 'kill', machines: [first] });
      cloud.report(first, 'gone', { evidence: [{ name: 'root.qcow2', bytes: 1 }] });
      return orphan(first);
    },
  ],
])('%s is left alone', (_what, changes) => {
  const cloud = aCloud();
  cloud.run();
  expect(decided(cloud, changes(cloud))).toEqual([]);
});

test('only administrators repair', () => {
  const refused = aCloud().ask(repair(orphan(stranger)), { administrator: false });
  expect(refused).toMatchObject({ ok: false, reason: { reason: 'notAuthorized' } });
});
