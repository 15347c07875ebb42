/** Is this a file of its own, and no door to another one? Asked of every disk before it is trusted, moved or hashed. */
import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

import { errorCode } from '../../shared/base/durable-file.ts';
import { DiskFailed } from './disks.ts';

/** Whether the file is there. Rejects with `DiskFailed` when something is there that is no plain file with one name. */
export async function isPlainFile(path: string): Promise<boolean> {
  const status = await lstat(path).catch(nullWhenMissing);
  if (status === null) return false;
  if (status.isFile() && status.nlink === 1) return true;
  throw notPlain(path);
}

/** Opens it for reading without following a link. The caller closes it. */
export async function openPlainFile(path: string): Promise<FileHandle> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch((error: unknown) => {
    throw errorCode(error) === 'ELOOP' ? notPlain(path) : error;
  });
  const status = await file.stat();
  if (status.isFile() && status.nlink === 1) return file;
  await file.close();
  throw notPlain(path);
}

/** For `.catch`: turns "there is no such file" into null. */
export function nullWhenMissing(error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null;
  throw error;
}

function notPlain(path: string): DiskFailed {
  return new DiskFailed({
    reason: null,
    message: 'a link, a hard link or something else stands where a disk should be',
    where: path,
    whatToDo: 'Somebody changed the storage directory by hand: find out who, then remove it.',
  });
}
