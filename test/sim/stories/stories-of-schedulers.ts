/** Stories of those who write the log: one dies, one is paused, an append goes astray, the log is full, or older than the world. */
import { aCloud, saidTo } from '../a-cloud.ts';
import { calm } from '../sim-network.ts';
import { endOf, minuteMs } from './story.ts';
import type { Story } from './story.ts';

export const storiesOfSchedulers: readonly Story[] = [
  {
    name: 'dies-before-the-answer',
    tells: 'a scheduler dies between append and answer: the repeat finds one machine',
    async play() {
      const cloud = await aCloud(1);
      const { world, user } = cloud;
      world.network.setWeather({ ...calm, answerLost: 100 });
      const request = user.run(1);
      await world.run(500);
      const before = `${cloud.states().length} machine in the log, answer: ${saidTo(request)}`;
      world.schedulers[0]!.crash(1_000);
      world.network.setWeather(calm);
      await cloud.untilQuiet();
      return endOf(cloud, { before, request: saidTo(request) ?? 'none' });
    },
    outcome: {
      ...{ machines: 'running', qemus: '1 live, 1 were started' },
      ...{ before: '1 machine in the log, answer: null', request: 'accepted' },
    },
  },
  {
    name: 'stored-and-not-answered',
    tells: 'an append that timed out and was stored is known to be stored',
    async play() {
      const cloud = await aCloud(1);
      const { world, user } = cloud;
      world.network.setWeather({ ...calm, answerLost: 100 });
      const request = user.run(1);
      await world.run(7_000);
      world.network.setWeather(calm);
      await cloud.untilQuiet();
      return endOf(cloud, { request: saidTo(request) ?? 'none' });
    },
    outcome: { machines: 'running', qemus: '1 live, 1 were started', request: 'accepted' },
  },
  {
    name: 'append-never-arrived',
    tells: 'an append that never arrived is decided again',
    async play() {
      const cloud = await aCloud(1);
      const { world, user } = cloud;
      world.network.setWeather({ ...calm, appendLost: 100 });
      const request = user.run(1);
      await world.run(7_000);
      const before = `${cloud.states().length} machines in the log`;
      world.network.setWeather(calm);
      await cloud.untilQuiet();
      return endOf(cloud, { before, request: saidTo(request) ?? 'none' });
    },
    outcome: {
      ...{ machines: 'running', qemus: '1 live, 1 were started' },
      ...{ before: '0 machines in the log', request: 'accepted' },
    },
  },
  {
    name: 'late-append',
    tells:
      'an append arrives after its writer gave it up and another took over: the log refuses it',
    async play() {
      const cloud = await aCloud(1, { schedulers: 2 });
      const { world, user } = cloud;
      world.log.failNextAppend('late');
      const request = user.run(1);
      await world.run(100);
      world.schedulers[0]!.crash(10 * minuteMs);
      world.schedulers[1]!.start();
      await world.run(minuteMs);
      const landed = world.log
        .at(1)
        .landLate()
        .map(({ kind }) => kind);
      await cloud.untilQuiet();
      return endOf(cloud, { landed: landed.join(), request: saidTo(request) ?? 'none' });
    },
    outcome: {
      ...{ machines: 'running', qemus: '1 live, 1 were started' },
      ...{ landed: 'refused', request: 'accepted' },
    },
  },
  {
    name: 'leader-overtaken',
    tells: 'a leader that wakes up after a take-over changes nothing',
    async play() {
      const cloud = await aCloud(2, { schedulers: 2 });
      const { world, user } = cloud;
      const [old, young] = world.schedulers;
      const first = user.run(2);
      await cloud.untilQuiet();
      user.run(1);
      await world.run(1);
      old!.process()!.pause();
      young!.start();
      await world.run(2 * minuteMs);
      const machine = first.answer?.kind === 'accepted' ? first.answer.machineIds[0]! : '';
      user.ask({ kind: 'kill', machines: [machine] });
      await world.run(minuteMs);
      old!.process()!.resume();
      user.run(1);
      await world.run(minuteMs);
      await cloud.untilQuiet();
      return endOf(cloud, { old: old!.state() === null ? 'leads no more' : 'leads' });
    },
    outcome: {
      ...{ machines: 'done running running running', qemus: '3 live, 4 were started' },
      old: 'leads no more',
    },
  },
  {
    name: 'full-log',
    tells: 'a log that takes nothing more refuses commands and touches no machine',
    async play() {
      const cloud = await aCloud(1);
      const { world, user } = cloud;
      user.run(2);
      await cloud.untilQuiet();
      world.log.failNextAppend('full');
      const refused = user.run(1);
      await world.run(1_000);
      const before = saidTo(refused) ?? 'none';
      const request = user.run(1);
      await cloud.untilQuiet();
      return endOf(cloud, { before, request: saidTo(request) ?? 'none' });
    },
    outcome: {
      ...{ machines: 'running running running', qemus: '3 live, 3 were started' },
      ...{ before: 'logFull', request: 'accepted' },
    },
  },
  {
    name: 'older-log',
    tells: 'a log older than the world freezes the cloud and touches no machine',
    async play() {
      const cloud = await aCloud(2);
      const { world, user } = cloud;
      const shown = world.log.messages().length;
      user.run(4);
      await cloud.untilQuiet();
      world.witness.follower.stop();
      world.schedulers[0]!.crash(1_000);
      world.log.rewriteTail(shown);
      await world.run(minuteMs);
      const request = user.run(1);
      await world.run(5 * minuteMs);
      const told = world.trace.lines().join('\n').includes('the log is older than the world');
      return endOf(cloud, { request: saidTo(request) ?? 'none', frozen: told ? 'told' : 'silent' });
    },
    outcome: {
      ...{ machines: 'running running running running', qemus: '4 live, 4 were started' },
      ...{ request: 'none', frozen: 'told' },
    },
  },
  {
    name: 'server-away',
    tells: 'the message server is away for ten minutes: nothing stops, and all is asked again',
    async play() {
      const cloud = await aCloud(2);
      const { world, user } = cloud;
      user.run(3);
      await cloud.untilQuiet();
      world.network.setAway(true);
      world.log.setAvailable(false);
      const request = user.run(1);
      await world.run(10 * minuteMs);
      const before = saidTo(request) ?? 'none';
      world.network.setAway(false);
      world.log.setAvailable(true);
      await cloud.untilQuiet();
      return endOf(cloud, { before, request: saidTo(request) ?? 'none' });
    },
    outcome: {
      ...{ machines: 'running running running running', qemus: '4 live, 4 were started' },
      ...{ before: 'none', request: 'accepted' },
    },
  },
];
