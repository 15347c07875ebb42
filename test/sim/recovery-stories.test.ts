/** Named stories of a log that is older than the world, or lost: no machine is touched, no address is given twice. */
import { expect, test } from 'vitest';
import type { Machine } from '../../shared/model/state.ts';
import { aCloud, saidTo } from './a-cloud.ts';
import type { Cloud } from './a-cloud.ts';
import { loseLog, putBackLog, recoverLog } from './older-log.ts';

const minute = 60_000;
const keepEvidence = { site: { quarantineWindowMs: 48 * 60 * minute } };

/** The machines of the log by name, as users see them. */
function told({ world }: Cloud) {
  const { machines } = world.witness.follower.state;
  return [...machines.values()]
    .map(({ spec, state, hostId, nics, generation }: Machine) => ({
      ...{ name: spec.name, label: spec.label, state, hostId, generation },
      ...{ addresses: nics.map(({ address }) => address), image: spec.image },
    }))
    .sort((a, b) => a.label - b.label);
}

const lives = ({ world }: Cloud): string[] =>
  world.hosts.flatMap(({ name, living }) => [...living.keys()].map((id) => `${name} ${id}`)).sort();

/** Machines before the copy and after it; one is stopped and one ended after it. */
async function aCloudThatWentOn() {
  const cloud = await aCloud(3, keepEvidence);
  const { world, user, untilQuiet } = cloud;
  user.run(3, { policy: 'striping', name: 'before' });
  await untilQuiet();
  const copied = world.log.messages().length;
  await world.run(60 * minute);
  user.run(3, { policy: 'striping', name: 'since' });
  user.ask({ kind: 'stop', machines: ['before-1'] });
  user.ask({ kind: 'kill', machines: ['before-2'] });
  await untilQuiet();
  return { ...cloud, copied };
}

test('an hour-old copy under living agents: frozen, recovered, no machine touched, no address twice', async () => {
  const cloud = await aCloudThatWentOn();
  const { world, user, untilQuiet, copied } = cloud;
  const [machines, guests, started] = [told(cloud), lives(cloud), cloud.qemus().started];
  const evidence = [...world.witness.follower.state.evidence.keys()];
  expect(evidence).toHaveLength(1);

  putBackLog(world, copied);
  const refused = user.run(1, { name: 'early' });
  await world.run(10 * minute);
  expect(saidTo(refused)).toBeNull();
  expect(world.trace.lines().join('\n')).toContain('the log is older than the world');
  expect(told(cloud)).toHaveLength(3);
  expect(lives(cloud)).toEqual(guests);

  const recovery = await recoverLog(world, user);
  expect(recovery.word).toBe('');
  await untilQuiet();
  expect(lives(cloud).filter((one) => guests.includes(one))).toEqual(guests);
  const early = told(cloud).find(({ name }) => name === 'early')!;
  expect(told(cloud).filter(({ name }) => name !== 'early')).toEqual(machines);
  expect(early.label).toBeGreaterThan(1_000);
  expect(machines.flatMap(({ addresses }) => addresses)).not.toContain(early.addresses[0]);
  expect(cloud.qemus().started).toBe(started + 1);
  const { state } = world.witness.follower;
  expect([...state.evidence.keys()]).toEqual(evidence);
  expect(state.evidence.get(evidence[0]!)).toMatchObject({ purged: false });
  expect(state.logId > 'd'.repeat(32)).toBe(true);
});

test('the lost copy that comes back after a recovery is refused by every host', async () => {
  const cloud = await aCloudThatWentOn();
  const { world, user, untilQuiet, copied } = cloud;
  putBackLog(world, copied);
  await world.run(minute);
  await recoverLog(world, user);
  await untilQuiet();
  const guests = lives(cloud);
  putBackLog(world, copied);
  await world.run(5 * minute);
  expect(world.trace.lines().slice(-400).join('\n')).toContain('has seen log ddddddde');
  const refused = user.ask({ kind: 'kill', machines: ['before-3'] });
  await world.run(minute);
  expect(saidTo(refused)).toBeNull();
  expect(lives(cloud)).toEqual(guests);
});

test('a host that is silent in the recovery: nothing is leased before it speaks, then all is known', async () => {
  const cloud = await aCloudThatWentOn();
  const { world, user, untilQuiet, copied } = cloud;
  const [machines, guests] = [told(cloud), lives(cloud)];
  world.network.cut('host-3');
  putBackLog(world, copied);
  await world.run(minute);
  const { notes } = await recoverLog(world, user);
  expect(notes.map(({ text }) => text).join('\n')).toContain('What host host-3 holds');
  const later = user.run(2, { name: 'later' });
  await world.run(10 * minute);
  expect(saidTo(later)).toBe('accepted');
  const waiting = (): unknown[] =>
    [...world.witness.follower.state.machines.values()]
      .filter(({ spec }) => spec.name.startsWith('later'))
      .map((machine) => [machine.waiting, machine.nics.length]);
  expect(waiting()).toEqual(Array(2).fill(['hostAwaited', 0]));
  world.network.heal('host-3');
  await untilQuiet();
  expect(told(cloud).filter(({ name }) => !name.startsWith('later'))).toEqual(machines);
  expect(waiting()).toEqual(Array(2).fill([null, 1]));
  expect(lives(cloud).filter((one) => guests.includes(one))).toEqual(guests);
});

test('a silent host that is confirmed down lets leases go on', async () => {
  const { world, user, copied } = await aCloudThatWentOn();
  world.hosts[2]!.powerFail(24 * 60 * minute);
  putBackLog(world, copied);
  await world.run(minute);
  await recoverLog(world, user);
  await world.run(2 * minute);
  const host = world.hosts[2]!.hostId;
  user.ask({ kind: 'confirmDown', host, why: 'it burnt', word: '' });
  await world.run(5_000);
  const { state } = world.witness.follower;
  user.ask({ kind: 'confirmDown', host, why: '', word: state.hosts.get(host)!.downAsked!.word });
  user.run(1, { name: 'later' });
  await world.run(2 * minute);
  const later = [...state.machines.values()].find(({ spec }) => spec.name === 'later')!;
  expect(later.state).toBe('running');
});

test('the log is lost: machines, addresses and quarantine are there again, from what the hosts hold', async () => {
  const cloud = await aCloudThatWentOn();
  const { world, user, untilQuiet } = cloud;
  const living = ({ state }: { state: string }): boolean => state !== 'done';
  const [machines, guests] = [told(cloud), lives(cloud)];
  const [kept] = world.witness.follower.state.evidence.values();
  await loseLog(world, world.hosts.slice(0, 2));
  await world.run(2 * minute);
  expect(lives(cloud)).toEqual(guests);
  const refused = user.run(1, { name: 'early' });
  await world.run(minute);
  expect(saidTo(refused)).toBeNull();
  const { notes } = await recoverLog(world, user);
  const texts = notes.map(({ text }) => text).join('\n');
  expect(texts).toContain('Host host-3 speaks and is not in the log: it joins again.');
  await untilQuiet();
  expect(told(cloud).filter((one) => living(one) && one.name !== 'early')).toEqual(
    machines.filter(living),
  );
  expect(lives(cloud).filter((one) => guests.includes(one))).toEqual(guests);
  const { evidence } = world.witness.follower.state;
  expect([...evidence.values()]).toMatchObject([
    { machineId: kept!.machineId, files: kept!.files, digest: kept!.digest },
  ]);
  expect(evidence.get(kept!.machineId)!.held).not.toBeNull();
});

test.each([
  ['is over, while its host has a record of it', 48 * 60 * minute, 'done', 1],
  ['goes on to wait, and runs, when nobody knows of it any more', minute, 'running', 2],
])(
  'a machine that waited in the copy and ended since %s',
  async (_what, quarantineWindowMs, state, starts) => {
    const cloud = await aCloud(2, { addresses: 1, site: { quarantineWindowMs } });
    const { world, user, untilQuiet } = cloud;
    user.run(1, { name: 'first' });
    await untilQuiet();
    user.run(1, { name: 'second' });
    await untilQuiet();
    const copied = world.log.messages().length;
    user.ask({ kind: 'kill', machines: ['first'] });
    await world.run(30 * minute);
    const second = told(cloud).find(({ name }) => name === 'second')!;
    expect(second).toMatchObject({ state: 'running', generation: 1 });
    user.ask({ kind: 'kill', machines: ['second'] });
    await world.run(5 * minute);

    putBackLog(world, copied);
    await world.run(minute);
    await recoverLog(world, user);
    await world.run(30 * minute);
    await untilQuiet();
    const { machines } = world.witness.follower.state;
    const again = [...machines.values()].find(({ spec }) => spec.label === second.label)!;
    expect(again.state).toBe(state);
    expect(world.census.starts(again.spec.machineId)).toBe(starts);
  },
);
