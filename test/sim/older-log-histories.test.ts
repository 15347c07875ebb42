/**
 * Histories with a log that is put back from a copy, or lost: from a seed come the requests before the copy and after it, who is
 * cut off while an administrator recovers, and what is asked afterwards. The witness looks after each thing; at the end all is at rest.
 */
import { expect, test } from 'vitest';
import { aCloud } from './a-cloud.ts';
import type { Cloud } from './a-cloud.ts';
import { loseLog, putBackLog, recoverLog } from './older-log.ts';
import { simRandom } from './sim-random.ts';
import type { SimRandom } from './sim-random.ts';

const firstSeed = Number(process.env['STRATUS_RECOVERY_SEED'] ?? 1);
const histories = Number(process.env['STRATUS_RECOVERY_HISTORIES'] ?? 6);
const minute = 60_000;
/** Evidence is purged in some of the lost times, and kept in others. */
const windowsMs = [90_000, 30 * minute] as const;

/** Some requests of users, spread over that time. */
async function live({ world, user, machineIds }: Cloud, random: SimRandom, lastsMs: number) {
  const endMs = world.time.nowMs() + lastsMs;
  while (world.time.nowMs() < endMs) {
    const ids = machineIds();
    const kind = random.pick(['run', 'run', 'stop', 'start', 'kill', 'shutdown'] as const);
    const onHostRestart = random.pick(['leave', 'start'] as const);
    if (kind === 'run') user.run(random.between(1, 2), { policy: 'striping', onHostRestart });
    else if (ids.length > 0) user.ask({ kind, machines: [random.pick(ids)] });
    if (random.chance(15)) random.pick(world.hosts).crashAgent(random.between(500, 5_000));
    await world.run(random.between(500, 20_000));
  }
}

async function runHistory(seed: number): Promise<void> {
  const random = simRandom(seed);
  const cloud = await aCloud(random.between(2, 4), {
    ...{ seed, schedulers: random.pick([1, 2]), addresses: random.between(6, 14) },
    site: { quarantineWindowMs: random.pick(windowsMs) },
  });
  const { world, user } = cloud;
  for (const { start } of world.schedulers) start();
  await live(cloud, random, random.between(1, 3) * minute);
  if (random.chance(50)) await cloud.untilQuiet();
  const copied = world.log.messages().length;
  await live(cloud, random, random.between(1, 4) * minute);
  if (random.chance(20)) await loseLog(world, world.hosts);
  else putBackLog(world, copied);
  await world.run(random.between(15, 60) * 1_000);
  const away = world.hosts.filter(() => random.chance(25));
  for (const { name } of away) world.network.cut(name);
  if (random.chance(50)) await world.run(minute);
  await recoverLog(world, user);
  await live(cloud, random, minute);
  for (const { name } of away) world.network.heal(name);
  await live(cloud, random, minute);
  await cloud.untilQuiet();
  expect([...world.witness.follower.state.hosts.values()].some(({ awaited }) => awaited)).toBe(
    false,
  );
}

test.each(Array.from({ length: histories }, (_, index) => firstSeed + index))(
  'a log put back or lost, seed %i',
  runHistory,
);
