/** The view writes snapshots as it follows, and another view begins at them and comes to the same. */
import { afterEach, expect, test } from 'vitest';
import { createReadModel } from '../../../api/read-model/read-model.ts';
import type { ReadModel } from '../../../api/read-model/read-model.ts';
import { createSnapshotKeeper } from '../../../api/read-model/snapshot-keeper.ts';
import { createMemoryLog } from '../../../shared/log/memory-log.ts';
import { createMemorySnapshotStore } from '../../../shared/log/memory-snapshot-store.ts';
import { startFromSnapshot } from '../../../shared/log/snapshots.ts';
import { stateDigest } from '../../../shared/model/state-digest.ts';
import { decodeCommit } from '../../../shared/wire/commit.ts';
import { decodeSnapshotPart } from '../../../shared/wire/snapshot.ts';
import { aClock, settled } from '../../support/a-clock.ts';
import { cloudId, createLogWriter, genesis, hostId } from '../../support/log-writer.ts';

const models: ReadModel[] = [];
afterEach(() => models.splice(0).forEach((model) => model.stop()));

function bench() {
  const clock = aClock();
  const log = createMemoryLog({ clock });
  const store = createMemorySnapshotStore();
  const problems: string[] = [];
  const onProblem = (problem: string): void => void problems.push(problem);
  const writer = createLogWriter(log);
  const rename = (name: string) => writer.write([{ type: 'hostRenamed', hostId, name }]);
  const sequenceIn = (place: 'a' | 'b'): number => {
    const bytes = store.stored.get(`${place}.1`);
    return bytes ? decodeSnapshotPart(bytes).position.sequence : 0;
  };
  async function view(begun = false): Promise<ReadModel> {
    const from = { log, store, cloudId, onIgnored: onProblem };
    const start = begun ? await startFromSnapshot(from) : null;
    const lastSequence = start?.fold.state.sequence ?? 0;
    const model = createReadModel({
      ...{ log, clock, decode: ({ bytes }) => decodeCommit(bytes), onProblem, start },
      snapshots: createSnapshotKeeper({ store, clock, everyCommits: 3, lastSequence, onProblem }),
    });
    models.push(model);
    await clock.pass(1_000);
    return model;
  }
  return { clock, log, store, problems, writer, rename, sequenceIn, view };
}

test('a snapshot is taken every so many commits and at most once a minute, in turns', async () => {
  const { clock, writer, rename, sequenceIn, view, problems } = bench();
  await writer.write(genesis);
  await view();
  for (let i = 0; i < 10; i++) await rename(`h-${i}`);
  await clock.pass(1_000);
  expect([sequenceIn('a'), sequenceIn('b')]).toEqual([3, 0]);
  await clock.pass(60_000);
  for (let i = 0; i < 3; i++) await rename(`i-${i}`);
  await clock.pass(1_000);
  expect([sequenceIn('a'), sequenceIn('b')]).toEqual([3, 12]);
  expect(problems).toEqual([]);
});

test('a view that begins at a snapshot is the same view, and its first snapshot goes over the older one', async () => {
  const { clock, log, writer, rename, sequenceIn, view } = bench();
  await writer.write(genesis);
  const whole = await view();
  for (let i = 0; i < 4; i++) await rename(`h-${i}`);
  await clock.pass(1_000);
  let read = 0;
  const follow = log.follow.bind(log);
  log.follow = (from, onMessage) => {
    read = from;
    return follow(from, onMessage);
  };
  const begun = await view(true);
  expect(read).toBe(4);
  expect(stateDigest(begun.state)).toBe(stateDigest(whole.state));
  expect(begun.cursor()).toBe(whole.cursor());
  for (let i = 5; i < 9; i++) await rename(`h-${i}`);
  await clock.pass(1_000);
  expect([sequenceIn('a'), sequenceIn('b')]).toEqual([3, 6]);
});

test('a view at the very commit of the snapshot has its cursor', async () => {
  const { clock, writer, rename, view } = bench();
  await writer.write(genesis);
  await rename('h-1');
  const cursor = await rename('h-2');
  await view();
  await clock.pass(1_000);
  expect((await view(true)).cursor()).toBe(cursor);
});

test('a rewritten log is read from its beginning, whatever the snapshots say', async () => {
  const { clock, log, writer, rename, view, problems } = bench();
  await writer.write(genesis);
  for (let i = 0; i < 4; i++) await rename(`h-${i}`);
  const model = await view();
  log.rewriteTail(0);
  const other = createLogWriter(log, 1_900_000_000_000);
  await other.write(genesis);
  for (let i = 0; i < 7; i++) await other.write([{ type: 'hostRenamed', hostId, name: `o-${i}` }]);
  await clock.pass(5_000);
  expect(model.refolds).toBe(1);
  expect(stateDigest(model.state)).toBe(stateDigest(other.fold.state));
  expect(problems.join()).toContain('does not follow');
});

test('a store that fails costs a word, and the view goes on', async () => {
  const { clock, store, writer, rename, view, problems } = bench();
  store.setAvailable(false);
  await writer.write(genesis);
  const model = await view();
  for (let i = 0; i < 4; i++) await rename(`h-${i}`);
  await clock.pass(1_000);
  await settled();
  expect(model.state.sequence).toBe(5);
  expect(problems).toEqual([expect.stringContaining('no snapshot was taken')]);
});
