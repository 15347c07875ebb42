/** How each disk of a machine is made: beside its place, whole and durable, then renamed; so what has the name is right. */
import { chmod, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { syncFolder, writeDurably } from '../../shared/base/durable-file.ts';
import type { ContextFile } from '../../shared/model/machine-record.ts';
import type { BaseImage } from '../images/images.ts';
import { DiskFailed } from './disks.ts';
import type { ContextOnDisk, DiskPaths } from './disks.ts';
import { isPlainFile, nullWhenMissing } from './plain-file.ts';
import type { DiskProgram } from './programs.ts';

const MiB = 1024 * 1024;
const sizeMiBMax = 64 * 1024 * 1024;
/** The vault holds at most 256 KB compressed; inflated and encoded it stays far below this. */
const contextBytesMax = 16 * MiB;

/** The name by which cloud-init and its users know the first scratch disk. */
export const volatileLabel = 'ephemeral0';
/** The new file reads as zeros: nothing of inode tables or journal is written that the guest does not need. */
const lazily = 'lazy_itable_init=1,lazy_journal_init=1,nodiscard,root_owner=0:0';

export interface DiskMaker {
  createRoot(at: DiskPaths, base: BaseImage, sizeMiB: number): Promise<void>;
  createSwap(at: DiskPaths, sizeMiB: number): Promise<void>;
  createVolatile(at: DiskPaths, sizeMiB: number): Promise<void>;
}

export function diskMaker(run: DiskProgram): DiskMaker {
  return {
    async createRoot(at, base, sizeMiB) {
      checkSize(sizeMiB, base.virtualBytes);
      await makeOnce(at, at.root, (path) =>
        run('qemu-img', [
          ...['create', '-q', '-f', 'qcow2', '-F', base.format, '-b', base.path],
          ...['--', path, `${sizeMiB}M`],
        ]),
      );
    },
    async createSwap(at, sizeMiB) {
      checkSize(sizeMiB, 0);
      await makeOnce(at, at.swap, async (path) => {
        await makeSparse(path, sizeMiB * MiB);
        await run('mkswap', ['--label', 'stratus-swap', '--', path]);
      });
    },
    async createVolatile(at, sizeMiB) {
      checkSize(sizeMiB, 0);
      await makeOnce(at, at.volatile, async (path) => {
        await makeSparse(path, sizeMiB * MiB);
        await run('mkfs.ext4', ['-q', '-F', '-L', volatileLabel, '-E', lazily, '--', path]);
      });
    },
  };
}

/** With room for its first page taken: mkswap does not tell when there is none. */
async function makeSparse(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.truncate(bytes);
    await file.write(Buffer.alloc(64 * 1024), 0, undefined, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

const tellsWhatName = 'context.json';

export type ContextMaker = (
  at: DiskPaths,
  volumeLabel: string,
  files: readonly ContextFile[],
  digest: string,
) => Promise<void>;

/** A small file beside the medium tells what is on it; it is gone before the medium changes and back after that. */
export function contextMaker(run: DiskProgram): ContextMaker {
  return async (at, volumeLabel, files, digest) => {
    checkContext(volumeLabel, files);
    const tellsWhat = join(at.folder, tellsWhatName);
    const wanted = JSON.stringify({ volumeLabel, digest });
    const burnt = await readFile(tellsWhat, 'utf8').catch(nullWhenMissing);
    if (burnt === wanted && (await isPlainFile(at.context))) return;
    await rm(tellsWhat, { force: true });
    await rm(at.context, { force: true });
    await syncFolder(at.folder);
    const tree = join(at.folder, 'context.new.d');
    try {
      await writeTree(tree, files);
      await makeOnce(at, at.context, (path) =>
        run('genisoimage', [
          ...['-quiet', '-joliet', '-joliet-long', '-rational-rock', '-volid', volumeLabel],
          ...['-o', path, '--', tree],
        ]),
      );
    } finally {
      // It holds the user's secrets in the clear.
      await rm(tree, { recursive: true, force: true });
    }
    await writeDurably(tellsWhat, wanted, 0o600);
  };
}

/** What the small file beside the medium tells. */
export async function contextOn(at: DiskPaths): Promise<ContextOnDisk | null> {
  const text = await readFile(join(at.folder, tellsWhatName), 'utf8').catch(nullWhenMissing);
  if (text === null || !(await isPlainFile(at.context))) return null;
  try {
    const { digest, volumeLabel } = JSON.parse(text) as Record<string, unknown>;
    const isKnown = typeof digest === 'string' && typeof volumeLabel === 'string';
    return isKnown ? { digest, volumeLabel } : null;
  } catch {
    // Damaged: the medium is burned again.
    return null;
  }
}

async function writeTree(tree: string, files: readonly ContextFile[]): Promise<void> {
  await rm(tree, { recursive: true, force: true });
  await mkdir(tree, { mode: 0o700 });
  for (const { name, bytes } of files)
    await writeFile(join(tree, name), bytes, { flag: 'wx', mode: 0o600 });
}

/** Nothing is done when the file is there: it got its name when it was whole. */
async function makeOnce(
  at: DiskPaths,
  path: string,
  make: (beside: string) => Promise<void>,
): Promise<void> {
  if (await isPlainFile(path)) return;
  const beside = `${path}.new`;
  await rm(beside, { force: true });
  try {
    await make(beside);
    await chmod(beside, 0o600);
    const file = await open(beside, 'r');
    await file.sync().finally(() => file.close());
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(at.folder);
}

function checkSize(sizeMiB: number, atLeastBytes: number): void {
  const isSize = Number.isInteger(sizeMiB) && sizeMiB > 0 && sizeMiB <= sizeMiBMax;
  if (isSize && sizeMiB * MiB >= atLeastBytes) return;
  throw new DiskFailed({
    reason: 'invalidSize',
    message: isSize
      ? `a root disk of ${sizeMiB} MiB is smaller than its image (${Math.ceil(atLeastBytes / MiB)} MiB)`
      : `a disk has 1 to ${sizeMiBMax} MiB, not ${sizeMiB}`,
    where: 'sizeMiB',
    whatToDo: isSize ? 'Ask for a larger root disk.' : 'Ask for a whole number of MiB.',
  });
}

function checkContext(volumeLabel: string, files: readonly ContextFile[]): void {
  const names = new Set(files.map(({ name }) => name));
  const badName = files.find(({ name }) => !/^[a-z0-9_][a-z0-9._-]{0,63}$/.test(name));
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const wrong =
    badName !== undefined
      ? `"${badName.name.slice(0, 80)}" is no name for a file of the context`
      : names.size !== files.length
        ? 'two files of the context have one name'
        : total > contextBytesMax
          ? `the context has ${total} bytes, more than ${contextBytesMax}`
          : !/^[A-Za-z0-9_]{1,32}$/.test(volumeLabel)
            ? `"${volumeLabel.slice(0, 80)}" is no label for a medium`
            : null;
  if (wrong !== null)
    throw new DiskFailed({
      reason: 'invalidContext',
      message: wrong,
      where: 'context',
      whatToDo: 'This is a fault of the scheduler that composed it: report it.',
    });
}
