/**
 * The serial console of a machine on disk. A guest may print for ever, so the file is cut when it is too long: it is copied
 * to a file beside it, which replaces that of the cut before, and begins again. QEMU goes on at its new end, because it
 * appends. Where libvirt writes through its virtlogd, that one cuts earlier and names files the same.
 */
import { constants } from 'node:fs';
import { appendFile, open, rename, truncate } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

import { hostKeyLines } from '../../shared/render/host-keys.ts';
import { consoleStart } from './disks.ts';
import type { ConsolePiece } from './disks.ts';
import { nullWhenMissing, openPlainFile } from './plain-file.ts';

/** Above what virtlogd lets it grow to (2 MiB), so that only one of the two ever cuts. */
export const consoleBytesMax = 4 * 1024 * 1024;

const appending = constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW;

/** Where the part before the last cut is. */
export function olderConsole(path: string): string {
  return `${path}.0`;
}

/**
 * Cuts the console at `path` when it is longer than `consoleBytesMax`; true: it was. Of one that is twice as long, as after
 * days without an agent, the end is kept. What is printed in the moment between copy and cut is lost. The host keys at its
 * beginning, by which ssh knows the guest, stand at the beginning of the new one too, so they outlive every cut.
 */
export async function cutConsole(path: string): Promise<boolean> {
  const file = await openPlainFile(path).catch(nullWhenMissing);
  if (file === null) return false;
  try {
    const { size } = await file.stat();
    if (size <= consoleBytesMax) return false;
    const start = size <= 2 * consoleBytesMax ? 0 : size - consoleBytesMax;
    const kept = await readAt(file, start, size - start);
    const beside = `${olderConsole(path)}.new`;
    const older = await open(beside, 'w', 0o600);
    await older.writeFile(kept).finally(() => older.close());
    await rename(beside, olderConsole(path));
    const head = await readAt(file, 0, consoleBytesMax);
    await truncate(path);
    const lines = hostKeyLines(Buffer.from(head).toString('latin1'));
    if (lines !== '') await appendFile(path, lines, { flag: appending });
    return true;
  } finally {
    await file.close();
  }
}

/**
 * At most `limitBytes` from `fromByte` on; null: there is no console. Who has read beyond the present end had read before a cut:
 * it is given the rest of what was cut off first, where that is still there, so that a follower misses nothing.
 */
export async function readConsole(
  path: string,
  fromByte: number,
  limitBytes: number,
): Promise<ConsolePiece | null> {
  const file = await openPlainFile(path).catch(nullWhenMissing);
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    const rest = fromByte > size ? await restOfOlder(path, fromByte, limitBytes) : null;
    if (rest !== null && rest.length === limitBytes)
      return { bytes: rest, nextByte: fromByte + rest.length };
    const room = limitBytes - (rest?.length ?? 0);
    const start = consoleStart(fromByte, size);
    const bytes = await readAt(file, start, Math.min(room, size - start));
    const joined = rest === null ? bytes : Buffer.concat([rest, bytes]);
    return { bytes: joined, nextByte: start + bytes.length };
  } finally {
    await file.close();
  }
}

async function restOfOlder(
  path: string,
  fromByte: number,
  limitBytes: number,
): Promise<Uint8Array | null> {
  const older = await openPlainFile(olderConsole(path)).catch(nullWhenMissing);
  if (older === null) return null;
  try {
    const { size } = await older.stat();
    // Exactly so long is only what had grown too long to be kept whole: its bytes have other numbers now.
    if (fromByte >= size || size === consoleBytesMax) return null;
    return await readAt(older, fromByte, Math.min(limitBytes, size - fromByte));
  } finally {
    await older.close();
  }
}

async function readAt(file: FileHandle, start: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, start);
  return bytes.subarray(0, bytesRead);
}
