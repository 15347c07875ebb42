/** Whether what a host was shown is on this leader's chain; if not, all is frozen or the lead is given up. */
import { expect, test } from 'vitest';
import { createChainCheck } from '../../../../scheduler/loops/chain-check.ts';
import { messageHash } from '../../../../shared/log/fold.ts';
import { settled } from '../../../support/a-clock.ts';
import { aHello, aLeading } from '../../../support/a-leading.ts';
import { logId } from '../../../support/log-writer.ts';

const bytes = Uint8Array.of(1, 2, 3);
const hash = messageHash(bytes);

async function check(
  position: object | null,
  prepare = (_b: ReturnType<typeof aLeading>): void => undefined,
) {
  const bench = aLeading();
  bench.stored.set(5, { sequence: 5, bytes, storedAtMs: 0 });
  bench.stored.set(12, { sequence: 12, bytes, storedAtMs: 0 });
  prepare(bench);
  const told: string[] = [];
  const hello = aHello({ position: position && { logId, sequence: 5, hash, ...position } });
  createChainCheck(bench.leading).check(hello, (standing) => told.push(standing));
  await settled();
  return { told, frozen: bench.leading.frozen ?? '', downs: bench.downs };
}

test.each([
  ['nothing at all', null],
  ['a commit of this chain', {}],
  ['the newest commit', { sequence: 9, hash: '99'.repeat(32) }],
])('a host that was shown %s is in order', async (_what, position) => {
  expect(await check(position)).toEqual({ told: ['inOrder'], frozen: '', downs: [] });
});

test.each([
  ['another commit than is there', { hash: 'ab'.repeat(32) }, 'has seen another commit 5'],
  ['a commit behind the end', { sequence: 7 }, 'has seen commit 7, this log ends before it'],
  ['another log', { logId: 'ee'.repeat(16) }, 'has seen log eeee'],
])('a host that was shown %s freezes the leader', async (_what, position, why) => {
  const { told, frozen } = await check(position);
  expect(told).toEqual([]);
  expect(frozen).toContain(why);
  expect(frozen).toContain('host-1');
});

test('a host that was shown what only a later leader wrote ends this lead', async () => {
  const { told, frozen, downs } = await check({ sequence: 12 });
  expect([told, frozen, downs.length]).toEqual([[], '', 1]);
});

test('nothing is said while the log cannot be read', async () => {
  const unreadable = (bench: ReturnType<typeof aLeading>): void => {
    bench.leading.log.read = () => Promise.reject(new Error('away'));
  };
  expect(await check({}, unreadable)).toEqual({ told: [], frozen: '', downs: [] });
});

test('nothing is said of a log that was recovered while it was looked at', async () => {
  const recovered = (bench: ReturnType<typeof aLeading>): void => {
    const { leader, log } = bench.leading;
    const head = leader.position();
    log.read = () => {
      leader.position = () => ({ ...head, logId: 'ee'.repeat(16) });
      return Promise.resolve(null);
    };
  };
  expect(await check({ sequence: 7 }, recovered)).toEqual({ told: [], frozen: '', downs: [] });
});
