/** Named stories of one host: its agent dies at any moment, its orders are forged, its libvirt lies, its evidence is due. */
import { expect, test } from 'vitest';
import type { Wanted } from '../../shared/model/conversation.ts';
import { subjectsOf } from '../../shared/bus/subjects.ts';
import { helloMessage, wantedMessage } from '../../shared/wire/conversation.ts';
import { createSimProcess } from './sim-process.ts';
import { aCloud, saidTo } from './a-cloud.ts';
import type { Cloud } from './a-cloud.ts';

const minute = 60_000;

/** One host with machines that run; the host, and the ids. */
async function runningMachines(count: number) {
  const cloud = await aCloud(1);
  cloud.user.run(count);
  await cloud.untilQuiet();
  const [host] = cloud.world.hosts;
  return { ...cloud, host: host!, ids: cloud.machineIds() };
}

test('an agent may die at each of its calls on the way to a running machine', async () => {
  const untouched = await aCloud(1);
  const agent = untouched.world.hosts[0]!.agent()!;
  const before = agent.calls();
  untouched.user.run(1);
  await untouched.untilQuiet();
  const calls = agent.calls() - before;
  expect(calls).toBeGreaterThan(15);
  const ends = new Map<string, number>();
  for (let call = 1; call <= calls; call++)
    for (const when of ['before', 'after'] as const) {
      const end = await dieAtCall(call, when);
      ends.set(end, (ends.get(end) ?? 0) + 1);
    }
  // Between the guard and the answer of the start nobody can tell: never started again, and said so.
  expect([...ends.keys()].sort()).toEqual(['running 1', 'unknown 0']);
  expect(ends.get('unknown 0')).toBeLessThan(calls / 4);
});

async function dieAtCall(call: number, when: 'before' | 'after'): Promise<string> {
  const { world, user, untilQuiet, states, qemus } = await aCloud(1);
  const agent = world.hosts[0]!.agent()!;
  agent.crashAtCall(agent.calls() + call, when);
  user.run(1);
  await untilQuiet();
  return `${states().join()} ${qemus().alive}`;
}

test('forged, truncated, foreign, late and empty orders touch no machine', async () => {
  const { world, host, qemus, states, untilQuiet } = await runningMachines(3);
  for (const forged of await forgedOrders(world)) {
    world.hub.client('forger').publish(subjectsOf(world.cloudId).wanted(host.hostId), forged);
    await world.run(10_000);
  }
  await untilQuiet();
  expect(states()).toEqual(Array(3).fill('running'));
  expect(qemus()).toEqual({ alive: 3, started: 3 });
});

/** Orders as nobody may give them, in the host's own words where that helps. */
async function forgedOrders(world: Cloud['world']): Promise<Uint8Array[]> {
  const [host] = world.hosts;
  const { hostId } = host!;
  const subjects = subjectsOf(world.cloudId);
  const heard: Wanted[] = [];
  let nonce = '';
  const listen = world.hub.client('forger');
  world.enter(createSimProcess({ name: 'forger', time: world.time, wallClock: () => 0 }));
  listen.subscribe(subjects.hello(hostId), ({ bytes }) => ({ nonce } = helloMessage.decode(bytes)));
  await world.run(10_000);
  const memory = host!.guards.memory()!;
  const gone = [...host!.guards.kept().values()].map(({ order }) => ({
    ...{ ...order, desired: 'gone' as const, generation: order.generation + 1 },
  }));
  const honest: Wanted = {
    ...{ cloudId: world.cloudId, hostId, nonce, term: memory.term, position: memory.position! },
    ...{ setId: '5e'.repeat(16), page: 1, pages: 1, machines: [], purges: [], forgets: [] },
    ...{ bulk: true, whole: true, replaces: null },
  };
  const late = gone.map((order) => ({ ...order, generation: order.generation - 1 }));
  const forgets = gone.map(({ machineId }) => ({ machineId, generation: 99 }));
  const purges = gone.map(({ machineId }) => ({ machineId, keptAtLeastMs: 0, orderedAt: 1 }));
  heard.push(
    ...[honest, { ...honest, machines: late }, { ...honest, forgets }, { ...honest, purges }],
    { ...honest, machines: gone, pages: 2 },
    { ...honest, machines: gone, cloudId: 'ab'.repeat(16) },
    { ...honest, machines: gone, hostId: 'ab'.repeat(16) },
    { ...honest, machines: gone, nonce: 'ab'.repeat(16) },
    { ...honest, machines: gone, term: memory.term - 1 },
    { ...honest, machines: gone, position: { ...memory.position!, logId: 'ab'.repeat(16) } },
  );
  const whole = wantedMessage.encode({ ...honest, machines: gone });
  return [
    ...heard.map(wantedMessage.encode),
    whole.subarray(0, whole.length / 2),
    Uint8Array.of(7),
  ];
}

test('an empty list from libvirt starts and stops nothing', async () => {
  const { host, world, qemus, states, untilQuiet } = await runningMachines(3);
  for (let i = 0; i < 20; i++) host.hypervisor.faults.emptyNextList();
  await world.run(minute);
  await untilQuiet();
  expect(states()).toEqual(Array(3).fill('running'));
  expect(qemus()).toEqual({ alive: 3, started: 3 });
});

test('libvirt is away for five minutes: its machines live on', async () => {
  const { host, world, qemus, states, untilQuiet } = await runningMachines(3);
  host.hypervisor.setAvailable(false);
  await world.run(5 * minute);
  host.hypervisor.setAvailable(true);
  await untilQuiet();
  expect(states()).toEqual(Array(3).fill('running'));
  expect(qemus()).toEqual({ alive: 3, started: 3 });
});

test('after a power failure only those start again whose users wished it', async () => {
  const { host, world, user, states, untilQuiet } = await runningMachines(1);
  user.run(1, { onHostRestart: 'start' });
  await untilQuiet();
  host.powerFail(30_000);
  await world.run(minute);
  await untilQuiet();
  expect(states()).toEqual(['stopped', 'running']);
});

test('an address that somebody answers for is replaced before the first start', async () => {
  const { world, user, untilQuiet, states } = await aCloud(1);
  const { state } = world.witness.follower;
  const first = state.networks.get('public')!.first;
  world.foreign.add(first);
  user.run(1);
  await untilQuiet();
  expect(states()).toEqual(['running']);
  const [machine] = [...state.machines.values()];
  expect(machine!.nics[0]!.address).toBe(first + 1);
  expect(machine!.generation).toBe(2);
  expect(state.leases.get(first)).toMatchObject({ suspect: true, machineId: null });
});

test('evidence stays for its window, and while it is held, and not longer', async () => {
  const { host, world, user, ids, untilQuiet } = await runningMachines(1);
  const id = ids[0]!;
  user.ask({ kind: 'kill', machines: [id] });
  await untilQuiet();
  const kept = host.disks.evidenceOf(id).get('root.qcow2');
  expect(kept).toContain('write 1');
  await world.run(minute);
  expect(host.disks.evidenceOf(id).get('root.qcow2')).toBe(kept);
  user.ask({ kind: 'hold', machine: id, why: 'to be looked at' });
  await world.run(10 * minute);
  expect(host.disks.evidenceOf(id).get('root.qcow2')).toBe(kept);
  user.ask({ kind: 'release', machine: id, why: '' });
  await world.run(minute);
  expect(host.disks.evidenceOf(id).size).toBe(0);
  const late = user.ask({ kind: 'hold', machine: id, why: 'too late' });
  await untilQuiet();
  expect(saidTo(late)).toBe('unknownEvidence');
});

test('machines that their user ends one by one within a minute end at once', async () => {
  const cloud = await aCloud(1);
  const { world, user, untilQuiet, states } = cloud;
  user.run(8);
  await untilQuiet();
  expect(states()).toEqual(Array(8).fill('running'));
  for (const machineId of cloud.machineIds()) {
    user.ask({ kind: 'kill', machines: [machineId] });
    await world.run(1_000);
  }
  await world.run(5_000);
  expect(states()).toEqual(Array(8).fill('done'));
});
