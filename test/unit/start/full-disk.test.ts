// What is said and done when the disk under a cloud's folder is full.

import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  fullDiskCure,
  fullDiskCureFor,
  whileThereIsRoom,
} from '../../../start/cloud/full-disk.mjs';
import { lockInstance } from '../../../start/cloud/instance.mjs';
import { say } from '../../../start/cloud/keeper-say.mjs';
import { openRotatingLog } from '../../../start/cloud/rotating-log.mjs';
import { waitUntil } from '../../../lab/wait-until.mjs';

const room = { bavail: 10_000, bsize: 4096, files: 1000, ffree: 900 };

test.each([
  ['room and files', {}, null],
  ['no room', { bavail: 100 }, /is full \(look with `df -h \/srv\/x`\).*--state DIR/],
  ['no files left', { ffree: 3 }, /takes no more files \(look with `df -i \/srv\/x`\)/],
  ['no count of files', { files: 0, ffree: 0 }, null],
])('a disk with %s', (_what, changes, cure) => {
  const said = fullDiskCure('/srv/x', { ...room, ...changes });
  if (cure === null) expect(said).toBeNull();
  else expect(said).toMatch(cure);
});

test('a folder that is not there yet is asked for by the nearest that is', () => {
  expect(fullDiskCureFor(join(tmpdir(), 'no', 'such', 'folder'))).toBeNull();
});

/** A disk of one page, where this process may make one. */
function aTinyDisk(): { folder: string; end: () => void } | null {
  const folder = mkdtempSync(join(tmpdir(), 'stratus-tiny-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  const end = (): void => {
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  };
  return { folder, end };
}

const tiny = aTinyDisk();
if (tiny === null) process.stderr.write('skipped: a full disk cannot be made here (mount)\n');

test.skipIf(tiny === null)('a cloud on a full disk can be stopped and taken away', () => {
  const { folder } = tiny!;
  expect(() => writeFileSync(join(folder, 'filler'), Buffer.alloc(64 * 1024))).toThrow('ENOSPC');
  lockInstance(folder)();
  for (const name of ['filler', 'busy.json.new']) rmSync(join(folder, name), { force: true });
});

test.skipIf(tiny === null)('who waits on a full disk is told what to do at once', async () => {
  const waiting = whileThereIsRoom(tiny!.folder, (signal) =>
    waitUntil('what never comes', () => false, { limitMs: 250_000, signal }),
  );
  await expect(waiting).rejects.toThrow(fullDiskCureFor(tiny!.folder)!);
});

test('what a keeper says is lost on a full disk, and the keeper goes on', () => {
  const file = openSync('/dev/full', 'w');
  expect(() => say('the disk is full', file)).not.toThrow();
  closeSync(file);
  expect(() => say('the file is closed', file)).toThrow('EBADF');
});

test('who waits where there is room goes on', async () => {
  const work = async (signal: AbortSignal): Promise<boolean> => !signal.aborted;
  expect(await whileThereIsRoom(tmpdir(), work)).toBe(true);
});

test.skipIf(tiny === null)(
  'what a part says is lost on a full disk, and kept again after it',
  () => {
    const { folder, end } = tiny!;
    try {
      const path = join(folder, 'part.log');
      const log = openRotatingLog(path);
      log.write('first\n');
      const filler = join(folder, 'filler');
      expect(() => writeFileSync(filler, Buffer.alloc(64 * 1024))).toThrow('ENOSPC');
      expect(fullDiskCureFor(folder)).toContain(`The disk of ${folder} is full`);
      const before = statSync(path).size;
      log.write(Buffer.alloc(64 * 1024, 'x'));
      rmSync(filler);
      log.write('\nlast\n');
      expect(statSync(path).size).toBeGreaterThan(before);
      expect(readFileSync(path, 'utf8')).toMatch(/^first\n[^]*\nlast\n$/);
      log.close();
    } finally {
      end();
    }
  },
);
