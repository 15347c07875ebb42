/**
 * Evidence on disk: one folder for each machine below `quarantine/`, readable by root alone. A file enters it by one rename and is
 * never written again; what a crash interrupts, the next call finishes from what it finds.
 */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, chown, lstat, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

import { isDiskFull, syncFolder, writeDurably } from '../../shared/base/durable-file.ts';
import { canonicalEvidence, DiskFailed } from './disks.ts';
import type { EvidenceFile, Seal } from './disks.ts';
import { isPlainFile, nullWhenMissing, openPlainFile } from './plain-file.ts';

/** Moves every file of `from` but the volatile ones into `to`, beside `about`; destroys those, removes `from`. */
export async function moveToEvidence(
  from: string,
  to: string,
  isVolatile: (name: string) => boolean,
  about: { readonly name: string; readonly text: string },
): Promise<void> {
  const folder = await lstat(from).catch(nullWhenMissing);
  if (folder === null) return;
  if (!folder.isDirectory()) throw notFolder(from);
  const names = await readdir(from);
  const kept = names.filter((name) => !isVolatile(name)).sort();
  // Looked at before anything moves: all or, when one is no plain file, nothing.
  for (const name of kept) await refuseUnlessMovable(join(from, name), join(to, name));
  const destroyVolatile = async (): Promise<void> => {
    for (const name of names.filter(isVolatile))
      await rm(join(from, name), { recursive: true, force: true });
  };
  if (kept.length > 0)
    await prepare(to, about).catch(async (error: unknown) => {
      if (!isDiskFull(error)) throw error;
      // A full disk must not keep a machine from ending, and what goes anyway makes the little room needed.
      await destroyVolatile();
      await prepare(to, about);
    });
  for (const name of kept) await moveOne(join(from, name), join(to, name));
  await syncFolder(from);
  if (kept.length > 0) await syncFolder(to);
  // Only now, when the evidence is durable in its new place, is anything destroyed.
  await destroyVolatile();
  await rmdir(from);
  await syncFolder(parentOf(from));
}

/** The first call's word about whose evidence it is stays, whatever generation a repeat names. */
async function prepare(folder: string, about: { name: string; text: string }): Promise<void> {
  await makeFolder(folder);
  const path = join(folder, about.name);
  if (!(await isPlainFile(path))) await writeDurably(path, about.text, 0o400);
}

/** What is kept, sorted by name; an empty list when there is no folder. */
export async function listEvidence(folder: string): Promise<EvidenceFile[]> {
  const names = (await readdir(folder).catch(nullWhenMissing)) ?? [];
  const files: EvidenceFile[] = [];
  for (const name of names.filter((name) => !name.endsWith('.new')).sort()) {
    await isPlainFile(join(folder, name));
    files.push({ name, bytes: (await lstat(join(folder, name))).size });
  }
  return files;
}

/** Rejects with the signal's reason when aborted. */
export async function sealEvidence(folder: string, signal: AbortSignal): Promise<Seal> {
  const files: Seal['files'][number][] = [];
  for (const { name } of await listEvidence(folder)) {
    const { bytes, sha256 } = await hashFile(join(folder, name), signal);
    files.push({ name, bytes, sha256 });
  }
  return { files, sha256: createHash('sha256').update(canonicalEvidence(files)).digest('hex') };
}

async function hashFile(
  path: string,
  signal: AbortSignal,
): Promise<{ bytes: number; sha256: string }> {
  const file = await openPlainFile(path);
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(1024 * 1024);
    let bytes = 0;
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, buffer.length, bytes);
      if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') };
      hash.update(buffer.subarray(0, bytesRead));
      bytes += bytesRead;
    }
  } finally {
    await file.close();
  }
}

async function refuseUnlessMovable(from: string, to: string): Promise<void> {
  await isPlainFile(from);
  if ((await lstat(to).catch(nullWhenMissing)) === null) return;
  throw new DiskFailed({
    reason: null,
    message: 'evidence of this name is in quarantine already and is not overwritten',
    where: to,
    whatToDo: 'Keep both by renaming one by hand, then the step goes on.',
  });
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  if (!(await lstat(path)).isDirectory()) throw notFolder(path);
  await chown(path, process.geteuid!(), process.getegid!());
  await chmod(path, 0o700);
  await syncFolder(parentOf(path));
}

/** Takes the file from QEMU's user and from writing, makes its bytes durable, then moves it. */
async function moveOne(from: string, to: string): Promise<void> {
  const file = await open(from, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    await file.chown(process.geteuid!(), process.getegid!());
    await file.chmod(0o400);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(from, to);
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

export function notFolder(path: string): DiskFailed {
  return new DiskFailed({
    reason: null,
    message: 'something else stands where a folder should be',
    where: path,
    whatToDo: 'Move it away by hand, then the step goes on.',
  });
}
