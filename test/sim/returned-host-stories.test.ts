/**
 * Named stories of a log that was put back while a host lived through the lost part that the copy holds for down, or that has
 * restarted since: what it was given is given to nobody else.
 */
import { expect, test } from 'vitest';
import type { Machine } from '../../shared/model/state.ts';
import { aCloud, saidTo } from './a-cloud.ts';
import type { Cloud } from './a-cloud.ts';
import { putBackLog, recoverLog } from './older-log.ts';

const minute = 60_000;

const machineOf = ({ world }: Cloud, name: string): Machine =>
  [...world.witness.follower.state.machines.values()].find(({ spec }) => spec.name === name)!;

/** Its second host has a machine, loses power for long, and is confirmed down; then the copy is taken. */
async function aCopyWithHostDown() {
  const cloud = await aCloud(2);
  const { world, user, untilQuiet } = cloud;
  user.run(2, { name: 'before', policy: 'striping', onHostRestart: 'start' });
  await untilQuiet();
  const host = world.hosts.find(({ living }) =>
    living.has(machineOf(cloud, 'before-2').spec.machineId),
  )!;
  host.powerFail(10 * minute);
  await world.run(2 * minute);
  const ask = { kind: 'confirmDown', host: host.hostId, why: 'no light' } as const;
  user.ask({ ...ask, word: '' });
  await world.run(5_000);
  const { state } = world.witness.follower;
  user.ask({ ...ask, word: state.hosts.get(host.hostId)!.downAsked!.word });
  await world.run(5_000);
  return { ...cloud, host, copied: world.log.messages().length };
}

test('a host confirmed down before the copy came back since: what it was given then is leased to nobody else', async () => {
  const cloud = await aCopyWithHostDown();
  const { world, user, host, copied, untilQuiet } = cloud;
  await world.run(10 * minute);
  user.ask({ kind: 'enableHost', host: host.hostId, why: 'looked at' });
  user.run(2, { name: 'since', policy: 'striping' });
  await untilQuiet();
  const started = cloud.qemus().started;
  world.network.cut(host.name);
  putBackLog(world, copied);
  await world.run(minute);
  await recoverLog(world, user);
  const later = user.run(1, { name: 'later' });
  await world.run(5 * minute);
  expect(saidTo(later)).toBe('accepted');
  expect(machineOf(cloud, 'later')).toMatchObject({ waiting: 'hostAwaited', nics: [] });

  world.network.heal(host.name);
  world.hub.reconnect(host.name);
  await untilQuiet();
  const names = ['before-1', 'before-2', 'since-1', 'since-2', 'later'];
  expect(names.map((name) => machineOf(cloud, name).state)).toEqual(Array(5).fill('running'));
  expect(cloud.qemus().started).toBe(started + 1);
});

test('what was given up by an old copy, and was started again since, is ended where it runs', async () => {
  const cloud = await aCopyWithHostDown();
  const { world, user, host, copied, untilQuiet } = cloud;
  await world.run(10 * minute);
  await untilQuiet();
  const { machineId } = machineOf(cloud, 'before-2').spec;
  expect(machineOf(cloud, 'before-2')).toMatchObject({ state: 'running', generation: 2 });
  world.network.cut(host.name);
  putBackLog(world, copied);
  await world.run(minute);
  // Nobody that speaks saw the lost part: the copy believes that nothing of it runs.
  user.ask({ kind: 'kill', machines: [machineId] });
  await world.run(minute);
  expect(machineOf(cloud, 'before-2')).toMatchObject({ givenUp: true, generation: 2 });

  world.network.heal(host.name);
  world.hub.reconnect(host.name);
  await world.run(minute);
  await recoverLog(world, user);
  await untilQuiet();
  expect(machineOf(cloud, 'before-2')).toMatchObject({ state: 'done', givenUp: false });
  expect(world.census.alive(machineId)).toBe(0);
});

test('a host that restarted since the copy shows that it is one as soon as it speaks', async () => {
  const cloud = await aCloud(2);
  const { world, user, untilQuiet } = cloud;
  const [first, second] = [world.hosts[0]!, world.hosts[1]!];
  const copied = world.log.messages().length;
  first.powerFail(60 * minute);
  second.powerFail(20_000);
  await world.run(minute);
  user.run(1, { name: 'since' });
  await untilQuiet();
  putBackLog(world, copied);
  const refused = user.run(1, { name: 'early' });
  await world.run(8_000);
  expect(saidTo(refused)).toBeNull();
  expect(world.trace.lines().join('\n')).toContain('the log is older than the world');
});
