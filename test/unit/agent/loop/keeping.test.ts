import { describe, expect, test } from 'vitest';
import { openHostMemory } from '../../../../agent/loop/host-memory.ts';
import type { HostMemory } from '../../../../agent/loop/host-memory.ts';
import { createOrders } from '../../../../agent/loop/orders.ts';
import { createPurgeClock } from '../../../../agent/loop/purge-clock.ts';
import { silentLogger } from '../../../../shared/base/logger.ts';
import type { Wanted } from '../../../../shared/model/conversation.ts';
import { wantedMessage } from '../../../../shared/wire/conversation.ts';
import { fakeGuards } from '../../../fakes/fake-guards.ts';
import type { FakeGuards } from '../../../fakes/fake-guards.ts';
import { aClock, settled } from '../../../support/a-clock.ts';
import { aGuard, aWanted, cloudId, hostId, machineIdOf, nonce } from '../../../support/a-guard.ts';
import { aMachineRecord } from '../../../support/a-machine-record.ts';

const identity = {
  ...{ cloudId, hostId, hypervisorUuid: machineIdOf(0), storageId: '7'.repeat(32) },
};
const machineId = machineIdOf(1);

async function aMemory(guards: FakeGuards = fakeGuards()): Promise<HostMemory> {
  return openHostMemory(guards, identity);
}

describe('the memory of a host', () => {
  test.each(['cloudId', 'hostId'] as const)('belongs to one %s', async (field) => {
    const guards = fakeGuards();
    await aMemory(guards);
    const other = { ...identity, [field]: 'f'.repeat(32) };
    await expect(openHostMemory(guards, other)).rejects.toMatchObject({ code: 'wrongHost' });
  });

  test('keeps the hypervisor and the storage it first met', async () => {
    const guards = fakeGuards();
    await aMemory(guards);
    const later = await openHostMemory(guards, { ...identity, storageId: '8'.repeat(32) });
    expect(later.memory().storageId).toBe(identity.storageId);
  });

  test('changes one machine after the other, each on what the one before left', async () => {
    const guards = fakeGuards();
    const memory = await aMemory(guards);
    const changes = [1, 2, 3].map((keptForMs) =>
      memory.change(machineId, (known) =>
        aGuard({ keptForMs: (known?.keptForMs ?? 0) * 10 + keptForMs }, { machineId }),
      ),
    );
    await Promise.all(changes);
    expect(guards.kept().get(machineId)?.keptForMs).toBe(123);
    expect(memory.guards().get(machineId)?.keptForMs).toBe(123);
  });

  test('shows nothing that could not be kept, and goes on', async () => {
    const guards = fakeGuards();
    const memory = await aMemory({ ...guards, write: () => Promise.reject(new Error('full')) });
    await expect(memory.change(machineId, () => aGuard())).rejects.toThrow('full');
    expect(memory.guards().size).toBe(0);
    await memory.change(machineId, () => null);
  });

  test('forgets by null, and writes nothing when nothing changed', async () => {
    let writes = 0;
    const guards = fakeGuards({ onWrite: () => void (writes += 1) });
    const memory = await aMemory(guards);
    await memory.change(machineId, () => aGuard({}, { machineId }));
    await memory.change(machineId, (known) => known ?? null);
    expect(writes).toBe(1);
    await memory.change(machineId, () => null);
    expect(guards.kept().size).toBe(0);
  });
});

describe('the window of evidence', () => {
  const order = { machineId, keptAtLeastMs: 120_000, orderedAt: 1 };
  const kept = aGuard({ goneGeneration: 1, evidence: [{ name: 'root', bytes: 1 }] }, { machineId });

  test('is counted by elapsed time alone: a clock that jumps shortens nothing', async () => {
    const clock = aClock();
    const memory = await aMemory();
    const purges = createPurgeClock(clock, memory);
    await memory.change(machineId, () => kept);
    await purges.tick();
    clock.jump(365 * 86_400_000);
    for (let i = 0; i < 59; i++) {
      await clock.pass(2_000);
      await purges.tick();
    }
    expect(purges.isDue(machineId, order)).toBe(false);
    await clock.pass(2_000);
    await purges.tick();
    expect(purges.isDue(machineId, order)).toBe(true);
    expect(purges.isDue(machineId, undefined)).toBe(false);
  });

  test('begins when the evidence is seen, not at the tick before it', async () => {
    const clock = aClock();
    const memory = await aMemory();
    const purges = createPurgeClock(clock, memory);
    await clock.pass(500_000);
    await memory.change(machineId, () => kept);
    await purges.tick();
    expect(purges.isDue(machineId, order)).toBe(false);
  });

  test('is kept over a restart, and the time in between does not count', async () => {
    const clock = aClock();
    const guards = fakeGuards();
    const memory = await aMemory(guards);
    const before = createPurgeClock(clock, memory);
    await memory.change(machineId, () => kept);
    await before.tick();
    await clock.pass(60_000);
    await before.tick();
    await clock.pass(900_000);
    const after = createPurgeClock(clock, await aMemory(guards));
    await after.tick();
    expect(guards.kept().get(machineId)?.keptForMs).toBe(60_000);
    expect(after.isDue(machineId, order)).toBe(false);
  });
});

describe('orders that come', () => {
  async function anOrders(machines: number, here: ReadonlySet<string> | null = new Set()) {
    const clock = aClock();
    const memory = await aMemory();
    for (let i = 1; i <= machines; i++)
      await memory.change(machineIdOf(i), () => aGuard({}, { machineId: machineIdOf(i) }));
    const changed: string[] = [];
    let wholes = 0;
    let asked = 0;
    let connection = 1;
    const heardOn: number[] = [];
    const orders = createOrders({
      ...{ memory, nonce, clock, logger: silentLogger },
      onChanged: (ids) => void changed.push(...ids),
      connection: () => connection,
      async remnants() {
        asked += 1;
        return here;
      },
      onWhole(on) {
        wholes += 1;
        heardOn.push(on);
      },
    });
    const send = async (wanted: Wanted): Promise<void> => {
      const bytes = wantedMessage.encode(wanted);
      orders.onWanted({ subject: 's', bytes, reply: () => undefined });
      await settled();
    };
    const gone = (): number =>
      [...memory.guards().values()].filter(({ order }) => order.desired === 'gone').length;
    const reconnect = (): void => void (connection += 1);
    return {
      ...{ clock, memory, changed, orders, send, gone, heardOn, reconnect },
      ...{ wholes: () => wholes, asked: () => asked },
    };
  }

  const ends = (count: number): Wanted['machines'] =>
    Array.from({ length: count }, (_none, i) =>
      aMachineRecord({ machineId: machineIdOf(i + 1), desired: 'gone', generation: 2 }),
    );

  test('are used when every page has come, in any order, and not before', async () => {
    const { send, changed, wholes } = await anOrders(2);
    const [one, two] = ends(2);
    await send(aWanted({ page: 2, pages: 2, machines: [two!] }));
    await send(aWanted({ page: 2, pages: 2, machines: [two!] }));
    expect([changed, wholes()]).toEqual([[], 0]);
    await send(aWanted({ page: 1, pages: 2, machines: [one!] }));
    expect([changed.length, wholes()]).toEqual([2, 1]);
  });

  test('and end too many machines at once are taken minute by minute', async () => {
    const { send, gone, clock, orders } = await anOrders(10);
    await send(aWanted({ machines: ends(10) }));
    expect(gone()).toBe(5);
    orders.retryHeldBack();
    await clock.pass(59_000);
    expect(gone()).toBe(5);
    await clock.pass(1_000);
    orders.retryHeldBack();
    await settled();
    expect(gone()).toBe(10);
  });

  test.each(['running', 'stopped', 'gone'] as const)(
    'for a machine that lost its guard (%s) count it as started',
    async (desired) => {
      const { send, memory, wholes } = await anOrders(0, new Set([machineId]));
      const machines = [machineIdOf(1), machineIdOf(2)].map((id) =>
        aMachineRecord({ machineId: id, desired, generation: 3 }),
      );
      await send(aWanted({ machines }));
      const started = machines.map(
        (each) => memory.guards().get(each.machineId)?.startedGeneration,
      );
      expect([started, wholes()]).toEqual([[3, 0], 1]);
    },
  );

  test('for new machines wait while nobody can tell whether they are here; others do not', async () => {
    const { send, memory, changed, wholes, asked } = await anOrders(1, null);
    const unknown = aMachineRecord({ machineId: machineIdOf(2) });
    await send(aWanted({ machines: [unknown, ...ends(1)] }));
    expect([...memory.guards().keys()]).toEqual([machineId]);
    expect([changed, wholes(), asked()]).toEqual([[machineId], 0, 1]);
  });

  test('for known machines ask nobody', async () => {
    const { send, asked } = await anOrders(2);
    await send(aWanted({ machines: ends(2) }));
    expect(asked()).toBe(0);
  });

  test('are all orders of the connection on which their first page was heard', async () => {
    const { send, heardOn, reconnect } = await anOrders(2);
    const [one, two] = ends(2);
    await send(aWanted({ page: 1, pages: 2, machines: [one!] }));
    reconnect();
    await send(aWanted({ page: 2, pages: 2, machines: [two!] }));
    await send(aWanted({ setId: '6'.repeat(32) }));
    expect(heardOn).toEqual([1, 2]);
  });

  test('repeated within the minute end no more', async () => {
    const { send, gone } = await anOrders(10);
    for (let i = 0; i < 3; i++) await send(aWanted({ machines: ends(10) }));
    expect(gone()).toBe(5);
  });

  test('forget a machine that has gone, and a later order for it is a new machine', async () => {
    const { send, memory } = await anOrders(1);
    await memory.change(machineId, (known) => ({ ...known!, goneGeneration: 1 }));
    await send(aWanted({ forgets: [{ machineId, generation: 1 }] }));
    expect(memory.guards().size).toBe(0);
  });
});
