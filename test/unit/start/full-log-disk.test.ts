// When is nats-server started anew after its disk was full, and what is said meanwhile?

import { expect, test } from 'vitest';
import {
  fullLogDiskLook,
  fullLogDiskText,
  nextStep,
  saysItGaveUp,
} from '../../../start/cloud/full-log-disk.mjs';

const well = { isFull: false, wasFull: false, gaveUp: false, sinceRestartMs: Infinity };

test.each([
  ['all is well', {}, 'nothing'],
  ['the disk is full', { isFull: true, wasFull: true, gaveUp: true }, 'wait'],
  ['there is room again', { wasFull: true }, 'restart'],
  ['it said that it gave up', { gaveUp: true }, 'restart'],
  ['it was started 29 s ago', { gaveUp: true, sinceRestartMs: 29_000 }, 'wait'],
  ['it was started 30 s ago', { gaveUp: true, sinceRestartMs: 30_000 }, 'restart'],
])('when %s', (_when, changes, step) => {
  expect(nextStep({ ...well, ...changes })).toBe(step);
});

const at = '[31] 2026/11/21 19:57:17.968630 [ERR]';
const full = 'write /srv/nats/4.blk: no space left on device';

test.each([
  [`${at} Filestore [A] Critical write error: ${full}`, true],
  [`${at} JetStream stream '$G > A' critical write error: ${full}`, true],
  // 2.10 says this alone and takes the next one that fits.
  [`${at} JetStream failed to store a msg on stream '$G > A': ${full}`, false],
  [`${at} Filestore [A] Critical write error: write /srv/4.blk: input/output error`, false],
  [`${at} 127.0.0.1:9 - cid:5 - "Filestore [ critical write error: ${full}`, false],
])('%s', (line, gaveUp) => {
  expect(saysItGaveUp(line)).toBe(gaveUp);
});

test('what root may still use is room', () => {
  const disk = { blocks: 1_000_000, bavail: 0, bfree: 10_000, bsize: 4096, files: 0, ffree: 0 };
  const statfs = (changes: object) => () => ({ ...disk, ...changes }) as never;
  expect(fullLogDiskText('/srv', statfs({}))).toBeNull();
  // A full ext4 of 4 GiB says that 4,096 blocks are free; one of tmpfs says none.
  expect(fullLogDiskText('/srv', statfs({ bfree: 4_096 }))).toContain('df -h /srv');
  const small = { blocks: 8_192 };
  expect(fullLogDiskText('/srv', statfs({ ...small, bfree: 9 }))).toContain('df -h /srv');
  expect(fullLogDiskText('/srv', statfs({ ...small, bfree: 4_096 }))).toBeNull();
});

function aServer() {
  const told: (string | null)[] = [];
  const world = {
    ...{ server: { pid: 1 } as object | null, full: null as string | null, atMs: 0 },
    restarts: 0,
  };
  const ports = {
    server: () => world.server,
    fullText: () => world.full,
    restart() {
      world.restarts += 1;
      return Promise.resolve();
    },
    tell: (trouble: string | null) => told.push(trouble),
    nowMs: () => world.atMs,
  };
  const { look, heard } = fullLogDiskLook(ports);
  const looks = async (times: number) => {
    for (let time = 0; time < times; time++) await look();
  };
  return { world, told, looks, heard };
}

test('a server whose disk was full is started anew once there is room, and not again by that', async () => {
  const { world, told, looks } = aServer();
  await looks(3);
  world.full = 'full';
  await looks(50);
  expect(world.restarts).toBe(0);
  world.full = null;
  await looks(3);
  expect(world.restarts).toBe(1);
  world.server = null;
  await looks(3);
  world.server = { pid: 2 };
  await looks(3);
  expect(world.restarts).toBe(1);
  expect(told).toEqual(['full', expect.stringContaining('room again'), null]);
});

test('one that is deaf on and on is started anew each 30 s', async () => {
  const { world, looks, heard } = aServer();
  for (; world.atMs < 90_000; world.atMs += 250) {
    if (world.atMs % 1_000 === 0) {
      world.server = { pid: world.atMs };
      heard(`${at} Filestore [A] Critical write error: ${full}`);
    }
    await looks(1);
  }
  expect(world.restarts).toBe(3);
});
