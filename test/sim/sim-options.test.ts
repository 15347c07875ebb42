/** `npm run sim` takes what its usage says, and refuses the rest with a reason. */
import { expect, test } from 'vitest';
import { AskedWrongly, readSimWish } from './run/options.ts';

test.each([
  ['', { kind: 'histories', seed: null, count: 1_000 }],
  ['--histories 10000 --seed 7', { kind: 'histories', seed: 7, count: 10_000 }],
  ['--replay 4711', { kind: 'replay', seed: 4711, planted: null }],
  ['--replay 2 --planted a', { kind: 'replay', seed: 2, planted: 'a' }],
  ['--story leader-overtaken', { kind: 'story', name: 'leader-overtaken' }],
  ['--planted all', { kind: 'planted', name: 'all', seed: 1, count: 10_000 }],
  ['--planted a --histories 20 --seed 3', { kind: 'planted', name: 'a', seed: 3, count: 20 }],
  ['--help', { kind: 'usage' }],
  ['-h', { kind: 'usage' }],
])('understood: %s', (line, wish) => {
  expect(readSimWish(line.split(' ').filter(Boolean))).toEqual(wish);
});

test.each([
  ['--histories 0', '--histories takes a whole number from 1'],
  ['--histories ten', 'not "ten"'],
  ['--histories 1.5', 'not "1.5"'],
  ['--seed -1', 'argument is ambiguous'],
  ['--seed 4294967296', 'from 0 to 4294967295'],
  ['--seed', 'argument missing'],
  ['--replay 1 --histories 5', 'without --histories'],
  ['--replay 1 --planted all', 'name it'],
  ['--story a --seed 1', '--story stands alone'],
  ['--stories', "Unknown option '--stories'"],
  ['7', 'Unexpected argument'],
])('refused: %s', (line, why) => {
  expect(() => readSimWish(line.split(' '))).toThrow(AskedWrongly);
  expect(() => readSimWish(line.split(' '))).toThrow(why);
});
