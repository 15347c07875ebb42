import { expect, test } from 'vitest';
import { logTroubleAt, logTroubleOf } from '../../../api/log-disk.ts';

const room = { blocks: 1_000_000, bfree: 10_000, bsize: 4096, files: 1000, ffree: 900 };

test.each([
  ['room and files', {}, null],
  ['what a full ext4 has', { bfree: 4_096 }, /is full/],
  ['so much on a small disk', { blocks: 8_192, bfree: 4_096 }, null],
  ['no room', { bfree: 100 }, /is full: .*df -h \/srv\/x.*by itself within 30 s/],
  ['no files left', { ffree: 3 }, /no more files: .*df -i \/srv\/x/],
  ['no count of files', { files: 0, ffree: 0 }, null],
])('a disk with %s', (_what, changes, words) => {
  const trouble = logTroubleOf('/srv/x', { ...room, ...changes });
  if (words === null) expect(trouble).toBeNull();
  else expect(`${trouble?.why} ${trouble?.whatToDo}`).toMatch(words);
});

test('of a folder that cannot be looked at nothing is said', () => {
  expect(logTroubleAt('/no/such/folder')).toBeNull();
});
