import { describe, expect, test } from 'vitest';
import {
  acceptOrders,
  endsAtOnceMax,
  mayForget,
  withOrder,
} from '../../../../agent/reconcile/accept-orders.ts';
import type { HostMind } from '../../../../agent/reconcile/accept-orders.ts';
import type { Guard, Wanted } from '../../../../shared/model/conversation.ts';
import type { Desired } from '../../../../shared/model/machine-record.ts';
import {
  aGuard,
  aWanted,
  cloudId,
  hostId,
  logId,
  machineIdOf,
  nonce,
} from '../../../support/a-guard.ts';
import { aMachineRecord } from '../../../support/a-machine-record.ts';

/** A host with so many machines that run at generation 1. */
function aMind(machines = 3, changes: Partial<HostMind> = {}): HostMind {
  const guards = Array.from({ length: machines }, (_none, i): [string, Guard] => {
    const machineId = machineIdOf(i + 1);
    return [machineId, aGuard({ startedGeneration: 1 }, { machineId })];
  });
  return {
    memory: {
      ...{ cloudId, hostId, term: 3, hypervisorUuid: machineIdOf(0), storageId: '7'.repeat(32) },
      position: { logId, sequence: 10, hash: 'cd'.repeat(32) },
    },
    ...{ nonce, guards: new Map(guards), purges: new Map(), recentEnds: 0, ...changes },
  };
}

function orders(count: number, desired: Desired, generation = 2): Wanted['machines'] {
  return Array.from({ length: count }, (_none, i) =>
    aMachineRecord({ machineId: machineIdOf(i + 1), desired, generation }),
  );
}

const kill = orders(3, 'gone');
const other = 'f'.repeat(32);

describe('0 machines are touched by', () => {
  test.each<[string, readonly Wanted[]]>([
    ['an empty set of pages', []],
    ['another cloud', [aWanted({ cloudId: other, machines: kill })]],
    ['another host', [aWanted({ hostId: other, machines: kill })]],
    ['another start of the agent', [aWanted({ nonce: other, machines: kill })]],
    ['an older term', [aWanted({ term: 2, machines: kill })]],
    [
      'another log',
      [aWanted({ position: { ...aWanted().position, logId: other }, machines: kill })],
    ],
    [
      'a position behind the one that the host was shown: late, after its machine was forgotten',
      [aWanted({ position: { ...aWanted().position, sequence: 9 }, machines: kill })],
    ],
    ['a second page of another cloud', [aWanted(), aWanted({ cloudId: other, machines: kill })]],
  ])('%s', (_what, pages) => {
    expect(acceptOrders(aMind(), pages)).toMatchObject({ kind: 'ignored' });
  });

  test.each([
    ['a set without any order', aWanted()],
    ['orders of the generation that is held', aWanted({ machines: orders(3, 'gone', 1) })],
    [
      'forgets of machines that are not gone',
      aWanted({ forgets: [{ machineId: machineIdOf(1), generation: 9 }] }),
    ],
    [
      'purges of machines that are not gone',
      aWanted({ purges: [{ machineId: machineIdOf(1), keptAtLeastMs: 0, orderedAt: 1 }] }),
    ],
  ])('%s', (_what, wanted) => {
    expect(acceptOrders(aMind(), [wanted])).toMatchObject({
      ...{ kind: 'taken', orders: [], purges: [], forgets: [], heldBack: [] },
    });
  });
});

describe('orders are taken', () => {
  test('of a higher generation, and of machines nobody held', () => {
    const fresh = aMachineRecord({ machineId: machineIdOf(9), generation: 4 });
    const machines = [...orders(1, 'stopped'), fresh];
    expect(acceptOrders(aMind(), [aWanted({ machines })])).toMatchObject({ orders: machines });
  });

  test('the highest position and term are remembered', () => {
    const ahead = acceptOrders(aMind(), [aWanted({ term: 5 })]);
    expect(ahead).toMatchObject({ memory: { term: 5, position: { sequence: 20 } } });
  });

  test('of any log by a host that was never shown one', () => {
    const mind = aMind();
    const position = { ...aWanted().position, logId: other };
    const fresh = { ...mind, memory: { ...mind.memory, position: null } };
    expect(acceptOrders(fresh, [aWanted({ position })])).toMatchObject({ memory: { position } });
  });
});

describe('too many ends at once wait', () => {
  test.each([
    [0, 5],
    [10, 5],
    [29, 5],
    [30, 6],
    [1000, 200],
  ])('of %i machines, more than %i', (machines, most) => {
    expect(endsAtOnceMax(machines)).toBe(most);
  });

  test.each<[string, Partial<Wanted>, number, number, number]>([
    ['stops of 8 of 10', { machines: orders(8, 'stopped') }, 0, 5, 3],
    ['ends of 8 of 10', { machines: orders(8, 'gone') }, 0, 5, 3],
    ['after 4 within the minute', { machines: orders(8, 'gone') }, 4, 1, 7],
    ['that were meant', { machines: orders(8, 'gone'), bulk: true }, 5, 8, 0],
    ['starts are no ends', { machines: orders(8, 'running') }, 5, 8, 0],
  ])('%s', (_what, changes, recentEnds, taken, held) => {
    const found = acceptOrders(aMind(10, { recentEnds }), [aWanted(changes)]);
    expect(found).toMatchObject({ kind: 'taken' });
    if (found.kind === 'taken') {
      expect([found.orders.length, found.heldBack.length]).toEqual([taken, held]);
    }
  });

  test('a machine that is stopped already may end at any time', () => {
    const guards = new Map(
      orders(8, 'stopped', 1).map((order) => [order.machineId, aGuard({}, order)]),
    );
    const found = acceptOrders(aMind(0, { guards }), [aWanted({ machines: orders(8, 'gone') })]);
    expect(found).toMatchObject({ heldBack: [], ends: 0 });
  });
});

describe('a tombstone is forgotten', () => {
  const gone: Partial<Guard> = { goneGeneration: 1 };
  const file = { name: 'root', bytes: 1 };
  test.each<[string, Guard | undefined, number, boolean]>([
    ['that is not there', undefined, 1, false],
    ['of a machine that is not gone', aGuard(), 1, false],
    ['with nothing kept', aGuard(gone), 1, true],
    [
      'of an older generation than is held',
      aGuard({ goneGeneration: 2 }, { generation: 2 }),
      1,
      false,
    ],
    ['with evidence', aGuard({ ...gone, evidence: [file] }), 1, false],
    ['with evidence that was purged', aGuard({ ...gone, evidence: [file], purged: true }), 1, true],
    [
      'of a start that failed',
      aGuard({ failure: { generation: 1, reason: 'diskFull', message: '' } }),
      1,
      true,
    ],
  ])('%s', (_what, guard, generation, expected) => {
    expect(mayForget(guard, { machineId: machineIdOf(1), generation })).toBe(expected);
  });
});

test('an order replaces only an older one, and what guards an earlier act stays', () => {
  const guard = aGuard({ startedGeneration: 1, stoppedReason: 'halted' });
  expect(withOrder(guard, aMachineRecord({ generation: 1, name: 'x' }))).toBe(guard);
  const newer = withOrder(guard, aMachineRecord({ generation: 2 }));
  expect(newer).toMatchObject({ order: { generation: 2 }, startedGeneration: 1 });
});
