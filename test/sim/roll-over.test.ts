/**
 * The log goes on from segment to segment under a small cloud, and the leader dies at every call on the way, before it is made
 * or after. Nobody leads two segments, nothing acknowledged is lost, and a reader comes to the same state wherever it begins.
 */
import { describe, expect, test } from 'vitest';
import { foldAll } from '../../shared/log/fold.ts';
import { createSegmentedLog } from '../../shared/log/segmented-log.ts';
import type { Event } from '../../shared/model/events.ts';
import { stateDigest } from '../../shared/model/state-digest.ts';
import { decodeCommit } from '../../shared/wire/commit.ts';
import { aCloud, saidTo } from './a-cloud.ts';
import type { SimWorld } from './sim-world.ts';

const segmentBytesMax = 2_500;

function eventsOf(world: SimWorld): Event[] {
  const commits = world.log.messages().map(({ bytes }) => decodeCommit(bytes));
  return commits.flatMap(({ entries }) => entries.flatMap(({ events }) => events));
}

const count = (events: readonly Event[], type: Event['type']): number =>
  events.filter((event) => event.type === type).length;

/** A process that comes anew reads the log from the first message that is there. */
async function coldDigest(world: SimWorld, name: string): Promise<string> {
  const segments = world.log.client('setup');
  const log = createSegmentedLog({ segments, clock: world.clock });
  let digest = '';
  void foldAll(log).then(({ state, position }) => {
    digest = `${position?.sequence} ${stateDigest(state)}`;
  });
  await world.run(5_000);
  expect(digest, name).not.toBe('');
  return digest;
}

/** The whole log, and what is left of it when segments are archived one by one, lead to one state. */
async function beginsAnywhere(world: SimWorld): Promise<void> {
  const { state } = world.witness.follower;
  const whole = `${state.sequence} ${stateDigest(state)}`;
  expect(await coldDigest(world, 'the whole log')).toBe(whole);
  const last = world.log.count();
  for (let archived = 1; archived < last; archived++) {
    world.log.archive(1);
    expect(await coldDigest(world, `without ${archived} segments`)).toBe(whole);
  }
}

test('several segments, and a reader may begin with any of them', async () => {
  const { world, user, untilQuiet, states } = await aCloud(2, { segmentBytesMax });
  for (let round = 0; round < 4; round++) {
    user.run(2);
    await untilQuiet();
  }
  expect(states()).toEqual(Array(8).fill('running'));
  const events = eventsOf(world);
  expect(count(events, 'sealed')).toBeGreaterThan(1);
  expect(count(events, 'segmentOpened')).toBe(count(events, 'sealed'));
  for (const scheduler of world.schedulers) scheduler.crash(null);
  await world.run(1_000);
  world.witness.follower.stop();
  await beginsAnywhere(world);
});

/** The leader dies `calls` calls after it has asked for the next stream. */
function dieInRollOver(world: SimWorld, calls: number, when: 'before' | 'after'): () => boolean {
  let armed = false;
  const { client } = world.log;
  world.log.client = (name) => {
    const segments = client(name);
    return {
      ...segments,
      create(number) {
        const process = world.schedulers.find((one) => one.name === name)?.process();
        if (!armed) process?.crashAtCall(process.calls() + calls, when);
        armed = true;
        return segments.create(number);
      },
    };
  };
  return () => armed;
}

const points = Array.from({ length: 9 }, (_, calls) => calls).flatMap((calls) =>
  (['before', 'after'] as const).map((when) => [calls, when] as const),
);

describe('a leader that dies in a roll-over', () => {
  test.each(points)('%i calls into it, %s the call', async (calls, when) => {
    const armed: (() => boolean)[] = [];
    const { world, user, untilQuiet, states } = await aCloud(2, {
      ...{ segmentBytesMax, schedulers: 2, seed: calls + 1 },
      prepare: (made) => void armed.push(dieInRollOver(made, calls, when)),
    });
    world.schedulers[1]!.start();
    const asked = [user.run(2), user.run(2), user.run(2)];
    await untilQuiet();
    asked.push(user.run(2));
    await untilQuiet();
    await world.run(60_000);
    expect(armed[0]!()).toBe(true);
    expect(asked.map(saidTo)).toEqual(Array(4).fill('accepted'));
    expect(states()).toEqual(Array(8).fill('running'));
    const events = eventsOf(world);
    expect(count(events, 'sealed')).toBeGreaterThan(0);
    expect(world.witness.follower.state.sealed).toBe(false);
    for (const scheduler of world.schedulers) scheduler.crash(null);
    await world.run(1_000);
    world.witness.follower.stop();
    await beginsAnywhere(world);
  });
});
