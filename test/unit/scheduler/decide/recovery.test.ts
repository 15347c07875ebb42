/** A log that is older than the world learns what the hosts hold: nothing is given to two, nothing started, evidence is held. */
import { describe, expect, test } from 'vitest';
import { withOrder } from '../../../../agent/reconcile/accept-orders.ts';
import { explainMachine } from '../../../../scheduler/decide/explain.ts';
import { heldBy, recordOf } from '../../../../scheduler/decide/orders.ts';
import { heldByRecovery } from '../../../../scheduler/decide/recover-evidence.ts';
import { notesOfSilence, notesOfStep } from '../../../../scheduler/decide/recovery-notes.ts';
import {
  beginRecovery,
  raisedLogId,
  recoverySteps,
  waitingSteps,
} from '../../../../scheduler/decide/recovery.ts';
import type { ToldHost } from '../../../../scheduler/decide/recovery.ts';
import { decidePlacements, decidePurges } from '../../../../scheduler/decide/sweep.ts';
import type { Guard, InventoryItem } from '../../../../shared/model/conversation.ts';
import type { RecoveryNote } from '../../../../shared/model/command.ts';
import { aCloud, aReport, machineIdOf } from '../../../support/a-cloud.ts';
import type { Cloud } from '../../../support/a-cloud.ts';
import { hostId, logId } from '../../../support/log-writer.ts';

const otherHost = 'b'.repeat(32);
const newLogId = `e${logId.slice(1)}`;
const position = { logId, sequence: 40, hash: 'ab'.repeat(32) };

/** A machine as its host holds it: the order of that cloud's state, started if it runs. */
function held(cloud: Cloud, name: string, guard: Partial<Guard> = {}): InventoryItem {
  const machine = cloud.machine(name);
  const order = recordOf(machine);
  const runs = machine.state === 'running';
  const started = runs ? { startedGeneration: order.generation } : {};
  return {
    guard: { ...withOrder(undefined, order), ...started, ...guard },
    report: aReport(machine, { phase: runs ? 'running' : 'preparing' }),
    purgeOrdered: false,
  };
}

const told = (items: InventoryItem[], changes: Partial<ToldHost> = {}): ToldHost => ({
  ...{ hostId, name: 'host-1', position, items, unguarded: [], ...changes },
});

/** Carries the recovery out on the cloud, as the leader does; what was told of it. */
function recover(cloud: Cloud, hosts: readonly ToldHost[]): RecoveryNote[] {
  cloud.commit(beginRecovery(cloud.state, hosts, newLogId));
  const notes: RecoveryNote[] = [];
  for (const step of [...recoverySteps(hosts), ...waitingSteps(cloud.state)]) {
    const events = step(cloud.state, cloud.nowMs);
    notes.push(...notesOfStep(cloud.state, events));
    if (events.length > 0) cloud.commit(events, { origin: 'report' });
  }
  notes.push(...notesOfSilence(cloud.state, hosts));
  cloud.commit([{ type: 'recoveryEnded' }]);
  return notes;
}

/** The world as it went on, and a copy of its log as it was when `before` was done. */
function aCopy(before: (world: Cloud) => void, since: (world: Cloud) => void) {
  const options = { moreHosts: [otherHost] };
  const [world, copy] = [aCloud(options), aCloud(options)];
  before(world);
  for (const { entries } of world.commits.slice(copy.commits.length))
    for (const { events, ...entry } of entries) copy.commit(events, entry);
  since(world);
  return { world, copy };
}

const running = (cloud: Cloud, name: string): void => void cloud.report(name, 'running');
const onHost1 = { requirements: 'NAME = "host-1"' };

describe('a machine that the log does not know', () => {
  const { world, copy } = aCopy(
    () => undefined,
    (cloud) => running(cloud, cloud.run({ name: 'web', ...onHost1 })),
  );
  const notes = recover(copy, [told([held(world, 'web')]), told([], { hostId: otherHost })]);

  test('is taken up as it is: nothing of it changes', () => {
    const [was, is] = [world.machine('web'), copy.machine('web')];
    expect(is).toMatchObject({ state: 'running', generation: was.generation, desired: 'running' });
    expect(is.spec).toEqual(was.spec);
    expect([is.hostId, is.nics, is.createdBy]).toEqual([was.hostId, was.nics, was.createdBy]);
    expect(copy.state.hosts.get(hostId)!.promised).toEqual(world.state.hosts.get(hostId)!.promised);
  });

  test('has its address, and nobody else gets it', () => {
    const { address } = copy.machine('web').nics[0]!;
    expect(copy.state.leases.get(address)).toMatchObject({ machineId: machineIdOf(1) });
    copy.run({ name: 'next', machineIds: [machineIdOf(9)] });
    expect(copy.machine('next').nics[0]!.address).not.toBe(address);
  });

  test('is told, and labels go on above all that may have been given', () => {
    expect(notes.map(({ text }) => text).join('\n')).toContain('Machine web (1) on host host-1');
    expect(copy.machine('next').spec.label).toBeGreaterThan(1_000);
  });
});

test('a stop and an end after the copy hold: what the host was ordered last counts', () => {
  const { world, copy } = aCopy(
    (cloud) => ['a', 'b'].forEach((name) => running(cloud, cloud.run({ name, ...onHost1 }))),
    (cloud) => {
      cloud.ask({ kind: 'stop', machines: ['a'] });
      cloud.ask({ kind: 'kill', machines: ['b'] });
    },
  );
  recover(copy, [told([held(world, 'a'), held(world, 'b')]), told([], { hostId: otherHost })]);
  expect(copy.machine('a')).toMatchObject({ state: 'stopping', generation: 2, desired: 'stopped' });
  expect(copy.machine('b')).toMatchObject({ state: 'epilog', generation: 2, desired: 'gone' });
});

test('what the log knows and its host has not is ended, and never started again', () => {
  const { copy } = aCopy(
    (cloud) => running(cloud, cloud.run({ name: 'web', ...onHost1 })),
    () => undefined,
  );
  const notes = recover(copy, [told([]), told([], { hostId: otherHost })]);
  expect(copy.machine('web')).toMatchObject({ state: 'epilog', generation: 2, desired: 'gone' });
  expect(notes.map(({ text }) => text).join('\n')).toContain('vanished');
});

test('what lies on the host without a record is not touched, and said', () => {
  const { copy } = aCopy(
    (cloud) => running(cloud, cloud.run({ name: 'web', ...onHost1 })),
    () => undefined,
  );
  const unguarded = [machineIdOf(1)];
  const notes = recover(copy, [told([], { unguarded }), told([], { hostId: otherHost })]);
  expect(copy.machine('web')).toMatchObject({ state: 'running', generation: 1 });
  expect(notes.map(({ text }) => text).join('\n')).toContain('keeps no record of it');
});

describe('a host that does not speak', () => {
  const { copy } = aCopy(
    () => undefined,
    () => undefined,
  );
  recover(copy, [told([])]);

  test('lets no address be leased and no machine be placed: hostAwaited', () => {
    copy.run({ name: 'web' });
    expect(copy.machine('web')).toMatchObject({
      state: 'pending',
      waiting: 'hostAwaited',
      nics: [],
    });
    const { standings, compose } = copy.facts();
    expect(decidePlacements(copy.state, standings, compose, copy.nowMs)).toEqual([]);
  });

  test('cannot be removed before it is confirmed down; then all goes on', () => {
    const removed = copy.ask({ kind: 'removeHost', host: otherHost, why: '' });
    expect(removed).toMatchObject({ ok: false, reason: { reason: 'hostHasMachines' } });
    copy.commit([{ type: 'hostDownConfirmed', hostId: otherHost, why: 'it burnt', bootId: '' }]);
    const { standings, compose } = copy.facts();
    copy.commit(decidePlacements(copy.state, standings, compose, copy.nowMs));
    expect(copy.machine('web')).toMatchObject({ state: 'prolog', hostId });
  });
});

describe('a machine that waited in the copy, and was placed on a host that does not speak', () => {
  const place = (cloud: Cloud): void => {
    const { standings, compose } = cloud.facts();
    cloud.commit(decidePlacements(cloud.state, standings, compose, cloud.nowMs));
  };
  const why = (cloud: Cloud) =>
    explainMachine(cloud.state, 'p1', 'web', cloud.facts().standings, cloud.nowMs);
  const { world, copy } = aCopy(
    (cloud) => {
      for (const each of [hostId, otherHost])
        cloud.commit([{ type: 'hostDisabled', hostId: each, why: '' }]);
      cloud.run({ name: 'web' });
    },
    (cloud) => {
      cloud.commit([{ type: 'hostEnabled', hostId: otherHost, why: '' }]);
      place(cloud);
      running(cloud, 'web');
    },
  );
  const item = held(world, 'web');
  const notes = recover(copy, [told([])]);

  test('waits for that host also when that is confirmed down: it would run twice', () => {
    expect(notes.map(({ text }) => text).join('\n')).toContain(
      'placed on a host that did not tell',
    );
    copy.commit([{ type: 'hostDownConfirmed', hostId: otherHost, why: '', bootId: '' }]);
    copy.commit([{ type: 'hostEnabled', hostId, why: '' }]);
    copy.run({ name: 'since', machineIds: [machineIdOf(9)] });
    place(copy);
    expect(copy.machine('since')).toMatchObject({ state: 'prolog', hostId });
    expect(copy.machine('web')).toMatchObject({ state: 'pending', waiting: 'mayBePlaced' });
    expect(JSON.stringify(why(copy))).toContain('may have been placed on host-2 since');
  });

  test('is taken up as it is when that host speaks', () => {
    for (const step of recoverySteps([told([item], { hostId: otherHost })]))
      copy.commit(step(copy.state, copy.nowMs));
    expect(copy.machine('web')).toMatchObject({ state: 'running', generation: 1, waiting: null });
    expect(copy.machine('web').hostId).toBe(otherHost);
  });
});

describe('an address that was given to another after the copy', () => {
  const { world, copy } = aCopy(
    (cloud) => running(cloud, cloud.run({ name: 'old', ...onHost1 })),
    (cloud) => {
      cloud.ask({ kind: 'kill', machines: ['old'] });
      cloud.report('old', 'gone');
      cloud.nowMs += 120_000;
      running(cloud, cloud.run({ name: 'new', requirements: 'NAME = "host-2"' }));
    },
  );
  const item = held(world, 'new');

  test('belongs to who has it now, also where its former machine is only known to be away', () => {
    const { address } = world.machine('new').nics[0]!;
    expect(copy.machine('old').nics[0]!.address).toBe(address);
    recover(copy, [told([]), told([item], { hostId: otherHost })]);
    expect(copy.state.leases.get(address)).toMatchObject({ machineId: machineIdOf(2) });
    copy.report('old', 'gone');
    expect(copy.state.leases.get(address)).toMatchObject({ machineId: machineIdOf(2) });
  });
});

test('a host that speaks late loses an address that was leased since it was confirmed down', () => {
  const { world, copy } = aCopy(
    () => undefined,
    (cloud) => running(cloud, cloud.run({ name: 'late', requirements: 'NAME = "host-2"' })),
  );
  recover(copy, [told([])]);
  copy.commit([{ type: 'hostDownConfirmed', hostId: otherHost, why: '', bootId: '' }]);
  running(copy, copy.run({ name: 'since', machineIds: [machineIdOf(9)], ...onHost1 }));
  const { address } = copy.machine('since').nics[0]!;
  expect(world.machine('late').nics[0]!.address).toBe(address);
  for (const step of recoverySteps([told([held(world, 'late')], { hostId: otherHost })]))
    copy.commit(step(copy.state, copy.nowMs));
  expect(copy.machine('late')).toMatchObject({ state: 'epilog', desired: 'gone', generation: 2 });
  expect(copy.state.leases.get(address)).toMatchObject({ machineId: machineIdOf(9) });
  expect(copy.state.hosts.get(otherHost)).toMatchObject({ awaited: false, replaces: position });
});

test('an end that comes after that of another, whose address it was by its host, leaves the rest of that address alone', () => {
  const { world, copy } = aCopy(
    () => undefined,
    (cloud) => running(cloud, cloud.run({ name: 'since', requirements: 'NAME = "host-2"' })),
  );
  running(copy, copy.run({ name: 'old', machineIds: [machineIdOf(9)], ...onHost1 }));
  const { address } = copy.machine('old').nics[0]!;
  expect(world.machine('since').nics[0]!.address).toBe(address);
  recover(copy, [told([]), told([held(world, 'since')], { hostId: otherHost })]);
  copy.ask({ kind: 'kill', machines: ['since'] });
  copy.report('since', 'gone', { evidence: [{ name: 'root.qcow2', bytes: 1 }] });
  const rests = copy.state.leases.get(address);
  expect(rests).toMatchObject({ machineId: null });
  copy.nowMs += 60_000;
  copy.report('old', 'gone');
  expect(copy.machine(machineIdOf(9)).state).toBe('done');
  expect(copy.state.leases.get(address)).toEqual(rests);
});

test('a machine that waits in the log and was ended meanwhile is ended on the host that has it', () => {
  const { world, copy } = aCopy(
    (cloud) => {
      cloud.silent.add(hostId).add(otherHost);
      cloud.run({ name: 'web', requirements: 'NAME = "host-2"' });
    },
    (cloud) => {
      cloud.silent.clear();
      const { standings, compose } = cloud.facts();
      cloud.commit(decidePlacements(cloud.state, standings, compose, cloud.nowMs));
      running(cloud, 'web');
    },
  );
  recover(copy, [told([])]);
  copy.ask({ kind: 'kill', machines: ['web'] });
  expect(copy.machine(machineIdOf(1)).state).toBe('done');
  for (const step of recoverySteps([told([held(world, 'web')], { hostId: otherHost })]))
    copy.commit(step(copy.state, copy.nowMs));
  const machine = copy.machine(machineIdOf(1));
  expect(machine).toMatchObject({ state: 'done', givenUp: true, desired: 'gone', generation: 2 });
});

test('a machine that had ended on a host that was silent is over, whatever was ordered of it since', () => {
  const files = [{ name: 'root.qcow2', bytes: 1 }];
  const { world, copy } = aCopy(
    (cloud) => running(cloud, cloud.run({ name: 'web', requirements: 'NAME = "host-2"' })),
    (cloud) => {
      cloud.ask({ kind: 'kill', machines: ['web'] });
      cloud.report('web', 'gone', { evidence: files });
    },
  );
  recover(copy, [told([])]);
  copy.ask({ kind: 'stop', machines: ['web'] });
  copy.ask({ kind: 'kill', machines: ['web'] });
  expect(copy.machine('web')).toMatchObject({ state: 'epilog', generation: 3 });
  const gone = { goneGeneration: 2, evidence: files, seal: 'ef'.repeat(32) };
  const item = held(world, machineIdOf(1), gone);
  for (const step of recoverySteps([told([item], { hostId: otherHost })]))
    copy.commit(step(copy.state, copy.nowMs));
  expect(copy.machine(machineIdOf(1)).state).toBe('done');
  expect(heldBy(copy.state, otherHost)).toEqual([
    { machineId: machineIdOf(1), generation: 2, purge: false },
  ]);
});

describe('evidence', () => {
  const files = [{ name: 'root.qcow2', bytes: 3 * 1_048_576 }];
  const ended = (cloud: Cloud): void => {
    cloud.ask({ kind: 'kill', machines: ['web'] });
    cloud.report('web', 'gone', { evidence: files });
  };
  const gone = { goneGeneration: 2, evidence: files, seal: 'ef'.repeat(32), keptForMs: 7_200_000 };
  const inQuarantine = (cloud: Cloud, guard: Partial<Guard> = {}): InventoryItem =>
    held(cloud, machineIdOf(1), { ...gone, ...guard });

  test('that the log does not know is taken up with its window, and held', () => {
    const { world, copy } = aCopy(
      (cloud) => running(cloud, cloud.run({ name: 'web', ...onHost1 })),
      ended,
    );
    recover(copy, [told([inQuarantine(world)]), told([], { hostId: otherHost })]);
    const keptAtMs = copy.nowMs - 7_200_000;
    expect(copy.state.evidence.get(machineIdOf(1))).toMatchObject({
      ...{ hostId, files, reservedMiB: 3, digest: 'ef'.repeat(32), held: heldByRecovery },
      ...{ keptAtMs, purgeNotBeforeMs: keptAtMs + 172_800_000, purged: false },
    });
    expect(copy.machine(machineIdOf(1)).state).toBe('done');
    copy.nowMs += 400_000_000;
    expect(decidePurges(copy.state, copy.nowMs)).toEqual([]);
    copy.ask({ kind: 'release', machine: '1', why: '' });
    expect(decidePurges(copy.state, copy.nowMs)).toHaveLength(1);
  });

  test('that the log knows is held too: nobody knows whether it was held since', () => {
    const { world, copy } = aCopy(
      (cloud) => {
        running(cloud, cloud.run({ name: 'web', ...onHost1 }));
        ended(cloud);
      },
      () => undefined,
    );
    recover(copy, [told([inQuarantine(world)]), told([], { hostId: otherHost })]);
    expect(copy.state.evidence.get(machineIdOf(1))?.held).toBe(heldByRecovery);
    expect(copy.state.hosts.get(hostId)!.promised.diskMiB).toBe(3);
  });

  test('whose purge was ordered or done stays so, and what is not there any more is let go', () => {
    const { world, copy } = aCopy(
      (cloud) => {
        running(cloud, cloud.run({ name: 'web', ...onHost1 }));
        ended(cloud);
      },
      () => undefined,
    );
    const item = {
      ...inQuarantine(world, { purgeIntended: true, purged: true }),
      purgeOrdered: true,
    };
    recover(copy, [told([item]), told([], { hostId: otherHost })]);
    expect(copy.state.evidence.get(machineIdOf(1))).toMatchObject({ purged: true, held: null });
    expect(copy.state.hosts.get(hostId)!.promised.diskMiB).toBe(0);
  });
});

describe('the id of a recovered log', () => {
  test.each([
    [['0'.repeat(32), logId], `${(0xdddddddd + 1).toString(16)}${'7'.repeat(24)}`],
    [[`ffffffff${'0'.repeat(24)}`], `ffffffff00000001${'7'.repeat(16)}`],
  ])('is greater than %j', (ids, raised) => {
    expect(raisedLogId(ids, '7'.repeat(32))).toBe(raised);
    for (const id of ids) expect(raised > id).toBe(true);
  });
});
