/** Named stories on virtual time: the real scheduler and the real agents, and one thing that goes wrong in each. */
import { expect, test } from 'vitest';
import { aCloud, saidTo } from './a-cloud.ts';
import { calm } from './sim-network.ts';

const minute = 60_000;

test('three hosts, five machines, and a host that is cut off for ten minutes', async () => {
  const { world, user, untilQuiet, states, qemus } = await aCloud(3);
  user.run(5, { policy: 'striping' });
  await untilQuiet();
  expect(states()).toEqual(Array(5).fill('running'));
  world.network.cut('host-2');
  await world.run(10 * minute);
  expect(states().filter((state) => state === 'unknown')).not.toEqual([]);
  world.network.heal('host-2');
  await untilQuiet();
  expect(states()).toEqual(Array(5).fill('running'));
  expect(qemus()).toEqual({ alive: 5, started: 5 });
});

test('a scheduler that dies between append and answer: the repeat finds one machine', async () => {
  const { world, user, untilQuiet, states } = await aCloud(1);
  world.network.setWeather({ ...calm, answerLost: 100 });
  const request = user.run(1);
  await world.run(500);
  expect(states()).toHaveLength(1);
  expect(saidTo(request)).toBeNull();
  world.schedulers[0]!.crash(1_000);
  world.network.setWeather(calm);
  await untilQuiet();
  expect(saidTo(request)).toBe('accepted');
  expect(states()).toEqual(['running']);
});

test('an append that timed out and was stored is known to be stored', async () => {
  const { world, user, untilQuiet, states } = await aCloud(1);
  world.network.setWeather({ ...calm, answerLost: 100 });
  const request = user.run(1);
  await world.run(7_000);
  world.network.setWeather(calm);
  await untilQuiet();
  expect([saidTo(request), ...states()]).toEqual(['accepted', 'running']);
});

test('an append that never arrived is decided again', async () => {
  const { world, user, untilQuiet, states } = await aCloud(1);
  world.network.setWeather({ ...calm, appendLost: 100 });
  const request = user.run(1);
  await world.run(7_000);
  expect(states()).toEqual([]);
  world.network.setWeather(calm);
  await untilQuiet();
  expect([saidTo(request), ...states()]).toEqual(['accepted', 'running']);
});

test('an old scheduler that wakes up after a takeover changes nothing', async () => {
  const { world, user, untilQuiet, states, qemus } = await aCloud(2, { schedulers: 2 });
  const [old, young] = world.schedulers;
  user.run(2);
  await untilQuiet();
  user.run(1);
  await world.run(1);
  old!.process()!.pause();
  young!.start();
  await world.run(2 * minute);
  const [first] = user.requests.filter(({ command }) => command.kind === 'run');
  const machine = first!.answer!.kind === 'accepted' ? first!.answer!.machineIds[0]! : '';
  user.ask({ kind: 'kill', machines: [machine] });
  await world.run(minute);
  old!.process()!.resume();
  user.run(1);
  await world.run(minute);
  await untilQuiet();
  expect(old!.state()).toBeNull();
  expect(states()).toEqual(['done', 'running', 'running', 'running']);
  expect(qemus()).toEqual({ alive: 3, started: 4 });
});

test('a log older than the world freezes the cloud and touches no machine', async () => {
  const { world, user, untilQuiet, qemus } = await aCloud(2);
  const shown = world.log.messages().length;
  user.run(4);
  await untilQuiet();
  world.witness.follower.stop();
  world.schedulers[0]!.crash(1_000);
  world.log.rewriteTail(shown);
  await world.run(minute);
  const refused = user.run(1);
  await world.run(5 * minute);
  expect(saidTo(refused)).toBeNull();
  expect(world.trace.lines().join('\n')).toContain('the log is older than the world');
  expect(qemus()).toEqual({ alive: 4, started: 4 });
});

test('the message server is away for ten minutes: nothing stops, and all is asked again', async () => {
  const { world, user, untilQuiet, states, qemus } = await aCloud(2);
  user.run(3);
  await untilQuiet();
  world.network.setAway(true);
  world.log.setAvailable(false);
  const request = user.run(1);
  await world.run(10 * minute);
  expect(saidTo(request)).toBeNull();
  world.network.setAway(false);
  world.log.setAvailable(true);
  await untilQuiet();
  expect(states()).toEqual(Array(4).fill('running'));
  expect(qemus()).toEqual({ alive: 4, started: 4 });
});
