import { describe, expect, test } from 'vitest';
import { ok } from '../../../../shared/base/result.ts';
import { stateDigest } from '../../../../shared/model/state-digest.ts';
import { settled } from '../../../support/a-clock.ts';
import { aJoin, aLeader, watch } from '../../../support/a-leader.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_none, i) => i);

describe('group commit', () => {
  test('two hundred proposals at once are few appends, in their order', async () => {
    const { leader, clock, commits } = await aLeader();
    const outcomes = numbers(200).map((i) => watch(leader.submit(aJoin(i))));
    await clock.pass(100);
    expect(outcomes.every(({ kind }) => kind === 'committed')).toBe(true);
    expect(commits().length).toBeLessThan(5);
    const names = commits().flatMap(({ entries }) =>
      entries.flatMap(({ events }) => events.map((event) => 'name' in event && event.name)),
    );
    expect(names).toEqual(numbers(200).map((i) => `h-${i}`));
  });

  test('one append is under way at a time; what comes meanwhile is the next', async () => {
    const bench = await aLeader();
    bench.holding = true;
    const outcomes = [watch(bench.leader.submit(aJoin(0)))];
    await settled();
    for (const i of numbers(50)) outcomes.push(watch(bench.leader.submit(aJoin(1 + i))));
    await settled();
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(51).fill('waiting'));
    expect(bench.commits()).toHaveLength(0);
    bench.release();
    await bench.clock.pass(10);
    expect(bench.commits().map(({ entries }) => entries.length)).toEqual([1, 50]);
  });

  test('is cut by bytes, and a request that needs too many is refused and writes nothing', async () => {
    const { leader, clock, commits } = await aLeader({ messageBytesMax: 4_000 });
    const wide = (i: number): ReturnType<typeof aJoin> =>
      aJoin(i, {
        decide: () => ok([{ type: 'hostDisabled', hostId: 'a'.repeat(32), why: 'x'.repeat(500) }]),
      });
    const outcomes = numbers(9).map((i) => watch(leader.submit(wide(i))));
    const much = Array(5).fill({
      type: 'hostDisabled',
      hostId: 'a'.repeat(32),
      why: 'x'.repeat(500),
    });
    const tooLarge = watch(leader.submit(aJoin(99, { decide: () => ok(much) })));
    await clock.pass(100);
    expect(outcomes.every(({ kind }) => kind === 'committed')).toBe(true);
    expect(commits().map(({ entries }) => entries.length)).toEqual([3, 3, 3]);
    expect(tooLarge.outcome).toMatchObject({ refusal: { reason: 'requestTooLarge' } });
  });

  test('commit time never goes back, however the clock jumps', async () => {
    const { leader, clock, commits } = await aLeader();
    for (const byMs of [0, 50_000, -3_600_000, 1_000]) {
      clock.jump(byMs);
      const outcome = watch(leader.submit(aJoin(commits().length)));
      await clock.pass(100);
      expect(outcome.kind).toBe('committed');
    }
    const times = commits().map(({ timeMs }) => timeMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBe(times[1]);
  });
});

describe('nothing is told before it is in the log', () => {
  test('neither what was accepted, nor a refusal that rests on it, nor that nothing changed', async () => {
    const bench = await aLeader();
    bench.holding = true;
    const accepted = watch(bench.leader.submit(aJoin(1)));
    const refused = watch(bench.leader.submit(aJoin(1)));
    const nothing = watch(bench.leader.submit(aJoin(2, { decide: () => ok([]) })));
    await bench.clock.pass(1_000);
    expect([accepted.kind, refused.kind, nothing.kind]).toEqual(Array(3).fill('waiting'));
    bench.release();
    await bench.clock.pass(10);
    expect([accepted.kind, refused.kind, nothing.kind]).toEqual([
      'committed',
      'refused',
      'committed',
    ]);
  });

  test('a refusal on a state that never came to be is decided again', async () => {
    const { leader, log, clock } = await aLeader();
    log.failNextAppend('full');
    const first = watch(leader.submit(aJoin(1)));
    await settled();
    const second = watch(leader.submit(aJoin(1)));
    await clock.pass(10_000);
    expect(first.outcome).toMatchObject({ refusal: { reason: 'logFull' } });
    expect(second.kind).toBe('committed');
  });

  test('a refusal on what is in the log is told at once', async () => {
    const { leader, log, clock } = await aLeader();
    log.setAvailable(false);
    const why = { reason: 'unknownHost', message: 'x', where: 'host', whatToDo: 'x' } as const;
    const refused = watch(leader.submit(aJoin(1, { decide: () => ({ ok: false, reason: why }) })));
    await clock.pass(0);
    expect(refused.kind).toBe('refused');
  });
});

describe('the lead ends', () => {
  test('when another writer has appended: everything under way is lost, once and for all', async () => {
    const bench = await aLeader();
    bench.holding = true;
    const outcomes = [watch(bench.leader.submit(aJoin(1)))];
    await settled();
    outcomes.push(watch(bench.leader.submit(aJoin(2))), watch(bench.leader.submit(aJoin(2))));
    expect(await bench.log.client('other').append(Uint8Array.of(1), 1)).toMatchObject({
      kind: 'stored',
    });
    bench.release();
    await bench.clock.pass(10_000);
    const late = watch(bench.leader.submit(aJoin(3)));
    await settled();
    expect(bench.downs).toHaveLength(1);
    expect([...outcomes, late].map(({ kind }) => kind)).toEqual(Array(4).fill('lost'));
  });

  test('when it is told to', async () => {
    const bench = await aLeader();
    bench.holding = true;
    const outcome = watch(bench.leader.submit(aJoin(1)));
    await settled();
    bench.leader.stop('asked');
    bench.leader.stop('asked again');
    await settled();
    expect(outcome.kind).toBe('lost');
    expect(bench.downs).toEqual(['asked']);
  });
});

describe('a full log', () => {
  test('refuses commands, changes nothing, and takes them again when there is room', async () => {
    const { leader, log, clock, commits } = await aLeader();
    const before = stateDigest(leader.committed);
    for (const request of [1, 2]) {
      log.failNextAppend('full');
      const outcome = watch(leader.submit(aJoin(request)));
      await clock.pass(100);
      expect(outcome.outcome).toMatchObject({ kind: 'refused', refusal: { reason: 'logFull' } });
      expect(stateDigest(leader.committed)).toBe(before);
      expect(stateDigest(leader.state())).toBe(before);
    }
    expect(commits()).toEqual([]);
    const outcome = watch(leader.submit(aJoin(1)));
    await clock.pass(100);
    expect(outcome.kind).toBe('committed');
  });
});

describe('idempotency keys', () => {
  const keyed = { key: 'k1', requestDigest: 'aa'.repeat(32) };

  test('a repeat has the first answer, the same key for another request is a conflict', async () => {
    const { leader, clock, commits } = await aLeader();
    const first = watch(leader.submit(aJoin(1, keyed)));
    await clock.pass(10);
    const repeat = watch(leader.submit(aJoin(1, keyed)));
    const conflict = watch(leader.submit(aJoin(2, { ...keyed, requestDigest: 'bb'.repeat(32) })));
    const other = watch(leader.submit(aJoin(3, { ...keyed, actor: 'somebody' })));
    await clock.pass(10);
    expect(repeat.outcome).toEqual({ ...first.outcome, repeated: true });
    expect(conflict.outcome).toMatchObject({ refusal: { reason: 'keyConflict' } });
    expect(other.outcome).toMatchObject({ kind: 'committed', repeated: false });
    expect(commits()).toHaveLength(2);
  });

  test('a repeat of what is in the log has its answer though an append for others meets a full log meanwhile', async () => {
    const { leader, log, clock } = await aLeader();
    const first = watch(leader.submit(aJoin(1, keyed)));
    await clock.pass(10);
    log.failNextAppend('full');
    const other = watch(leader.submit(aJoin(2)));
    const repeat = watch(leader.submit(aJoin(1, keyed)));
    await clock.pass(10_000);
    expect(other.outcome).toMatchObject({ refusal: { reason: 'logFull' } });
    expect(repeat.outcome).toEqual({ ...first.outcome, repeated: true });
  });

  test('a repeat while the first is under way is refused with it when the log is full', async () => {
    const bench = await aLeader({ bytesMax: 6_000 });
    const long = { type: 'hostDisabled', hostId: 'a'.repeat(32), why: 'x'.repeat(500) } as const;
    const tooMuch = aJoin(1, { ...keyed, decide: () => ok(Array(20).fill(long)) });
    bench.holding = true;
    const first = watch(bench.leader.submit(tooMuch));
    await settled();
    const other = watch(bench.leader.submit(aJoin(2)));
    const repeat = watch(bench.leader.submit(aJoin(1, keyed)));
    await settled();
    bench.release();
    await bench.clock.pass(10_000);
    for (const one of [first, repeat])
      expect(one.outcome).toMatchObject({ refusal: { reason: 'logFull' } });
    expect(other.kind).toBe('committed');
    expect(bench.commits()).toHaveLength(1);
  });

  test('a repeat while the first is under way waits for it', async () => {
    const bench = await aLeader();
    bench.holding = true;
    const first = watch(bench.leader.submit(aJoin(1, keyed)));
    await settled();
    const repeat = watch(bench.leader.submit(aJoin(1, keyed)));
    await settled();
    expect(repeat.kind).toBe('waiting');
    bench.release();
    await bench.clock.pass(10);
    expect(repeat.outcome).toEqual({ ...first.outcome, repeated: true });
    expect(bench.commits()).toHaveLength(1);
  });

  test('a request that changes nothing is remembered too, a refused one is not', async () => {
    const { leader, clock, commits } = await aLeader();
    const nothing = { ...keyed, decide: () => ok([]) };
    void leader.submit(aJoin(1, nothing));
    await clock.pass(10);
    const repeat = watch(leader.submit(aJoin(1, nothing)));
    await clock.pass(10);
    expect(repeat.outcome).toMatchObject({ repeated: true });
    expect(commits()).toHaveLength(1);
  });
});
