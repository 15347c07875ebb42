/** Whose is an address while nobody can say whether its machine still speaks? Told on virtual time, with a host that goes silent. */
import { expect, test } from 'vitest';
import { aCloud, saidTo } from './a-cloud.ts';

const minute = 60_000;

/** A machine that runs, and what a later request for its very address is told. */
async function aLeasedAddress() {
  const cloud = await aCloud(2);
  const { world, user, untilQuiet, machineIds } = cloud;
  const { state } = world.witness.follower;
  user.run(1);
  await untilQuiet();
  const [id] = machineIds();
  const { nics, hostId } = state.machines.get(id!)!;
  const { address } = nics[0]!;
  const host = world.hosts.find((one) => one.hostId === hostId)!;
  const asksForIt = async (): Promise<string | null> => {
    const request = user.run(1, { address });
    await world.run(5_000);
    return saidTo(request);
  };
  return { ...cloud, id: id!, host, address, lease: () => state.leases.get(address)!, asksForIt };
}

test('killed on a silent host, a machine keeps its address until that host has said that it is gone', async () => {
  const { world, user, host, id, address, lease, asksForIt, untilQuiet } = await aLeasedAddress();
  const { state } = world.witness.follower;
  world.network.cut(host.name);
  await world.run(2 * minute);
  user.ask({ kind: 'kill', machines: [id] });
  await world.run(30 * minute);
  expect(state.machines.get(id)!.state).toBe('epilog');
  expect(world.census.alive(id)).toBe(1);
  expect(lease().machineId).toBe(id);
  expect(await asksForIt()).toBe('addressTaken');
  user.run(1);
  await world.run(minute);
  const others = [...state.machines].flatMap(([other, machine]) => (other === id ? [] : [machine]));
  expect(others.map(({ state: now }) => now)).toEqual(['running']);
  expect(others.map(({ nics }) => nics[0]!.address)).not.toContain(address);
  world.network.heal(host.name);
  await untilQuiet();
  expect(world.census.alive(id)).toBe(0);
  expect(state.machines.get(id)!.state).toBe('done');
});

test('then it rests for the time of its hold, and is anybody’s only after that', async () => {
  const { world, user, host, id, lease, asksForIt, untilQuiet } = await aLeasedAddress();
  const { addressHoldMs } = world.witness.follower.state.site!;
  world.network.cut(host.name);
  await world.run(2 * minute);
  user.ask({ kind: 'kill', machines: [id] });
  await world.run(10 * minute);
  expect(lease()).toMatchObject({ machineId: id, restsUntilMs: 0 });
  world.network.heal(host.name);
  for (let looks = 0; lease().machineId !== null && looks < 600; looks += 1) await world.run(200);
  // Counted from the word of the host, not from the kill.
  const restsForMs = lease().restsUntilMs - world.clock.now();
  expect(restsForMs).toBeGreaterThan(addressHoldMs - 5_000);
  expect(await asksForIt()).toBe('addressTaken');
  await world.run(addressHoldMs);
  await untilQuiet();
  expect(await asksForIt()).toBe('accepted');
});
