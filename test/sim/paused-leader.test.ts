/**
 * A leader is paused for 1 to 60 seconds in the midst of its work and goes on as if nothing had been: a thousand times, and
 * nothing that it does after it was overtaken has an effect (I18). Every promise is looked after meanwhile.
 */
import { expect, test } from 'vitest';
import { decodeCommit } from '../../shared/wire/commit.ts';
import { aCloud } from './a-cloud.ts';
import type { Cloud } from './a-cloud.ts';
import { simRandom } from './sim-random.ts';
import type { SimRandom } from './sim-random.ts';
import type { SimScheduler } from './sim-scheduler.ts';

const clouds = 20;
const triesEach = 50;
const firstSeed = Math.floor(Math.random() * 2 ** 31);

interface Seen {
  /** Tries in which another led when the paused one went on. */
  overtaken: number;
  /** Tries in which it had an append under way when it was paused. */
  midAppend: number;
  /** Commits of an overtaken one after it went on. */
  effects: number;
}

test(`a leader paused for 1 to 60 s, a thousand times, seed ${firstSeed}: 0 effects`, async () => {
  const seen: Seen = { overtaken: 0, midAppend: 0, effects: 0 };
  for (let index = 0; index < clouds; index++) await pauseAgainAndAgain(firstSeed + index, seen);
  console.log(`${clouds * triesEach} pauses:`, seen);
  expect(seen.effects).toBe(0);
  // Without these, nothing was tried.
  expect(seen.overtaken).toBeGreaterThan((clouds * triesEach) / 4);
  expect(seen.midAppend).toBeGreaterThan(clouds);
}, 300_000);

async function pauseAgainAndAgain(seed: number, seen: Seen): Promise<void> {
  const random = simRandom(seed);
  const cloud = await aCloud(1, {
    ...{ seed: random.between(1, 2 ** 31), schedulers: 3, helloEveryMs: 20_000 },
    ...{ addresses: 40 },
  });
  for (const { start } of cloud.world.schedulers.slice(1)) start();
  await cloud.world.run(60_000);
  for (let tries = 0; tries < triesEach; tries++) await pauseOnce(cloud, random, seen);
  await cloud.untilQuiet();
}

async function pauseOnce(cloud: Cloud, random: SimRandom, seen: Seen): Promise<void> {
  const { world, user } = cloud;
  const { follower } = world.witness;
  const old = leaderOf(cloud);
  if (!old) return world.run(5_000);
  const { term } = follower.state;
  const messages = (): number => world.log.messages().length;
  askSomething(cloud, random);
  await world.run(random.below(30));
  const before = messages();
  old.process()!.pause();
  await world.run(10);
  if (messages() > before) seen.midAppend += 1;
  askSomething(cloud, random);
  await world.run(random.between(1_000, 60_000));
  const wasOvertaken = follower.state.term > term;
  const atResume = messages();
  old.process()!.resume();
  user.ask({ kind: 'renameHost', host: world.hosts[0]!.hostId, name: random.pick(['a', 'b']) });
  await world.run(3_000);
  if (!wasOvertaken) return;
  seen.overtaken += 1;
  const since = world.log
    .messages()
    .slice(atResume)
    .map(({ bytes }) => decodeCommit(bytes));
  seen.effects += since.filter((commit) => commit.term <= term).length;
}

/** Who leads as far as the log tells. */
function leaderOf({ world }: Cloud): SimScheduler | undefined {
  const { term } = world.witness.follower.state;
  return world.schedulers.find((scheduler) => scheduler.state()?.term === term);
}

function askSomething({ world, user }: Cloud, random: SimRandom): void {
  const { machines } = world.witness.follower.state;
  const living = [...machines.values()].filter(({ desired }) => desired !== 'gone');
  if (living.length < 3) return void user.run(1);
  const machine = random.pick(living).spec.machineId;
  user.ask({ kind: random.pick(['kill', 'stop', 'start'] as const), machines: [machine] });
}
