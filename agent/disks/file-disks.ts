/**
 * The disks of a real host: files below one storage directory, `images/`, `machines/<uuid>/` and `quarantine/<uuid>/` on one
 * file system, so that evidence moves by renaming. A new file is made beside its place and renamed into it when it is whole.
 */
import { chmod, lstat, mkdir, open, readdir, readFile, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';

import { toHex } from '../../shared/base/bytes.ts';
import { isDiskFull, syncFolder, writeDurably } from '../../shared/base/durable-file.ts';
import type { Random } from '../../shared/base/random.ts';
import type { ContextFile } from '../../shared/model/machine-record.ts';
import type { BaseImage } from '../images/images.ts';
import { cutConsole, readConsole } from './console-file.ts';
import { aboutEvidence, DiskFailed } from './disks.ts';
import type { DiskPaths, Disks } from './disks.ts';
import { listEvidence, moveToEvidence, notFolder, sealEvidence } from './evidence-files.ts';
import { contextMaker, contextOn, diskMaker } from './make-disks.ts';
import { nullWhenMissing } from './plain-file.ts';
import { diskProgram } from './programs.ts';

const MiB = 1024 * 1024;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Opens the storage directory (absolute path) and makes what is missing in it. */
export async function openFileDisks(storage: string, random: Random): Promise<Disks> {
  const machines = join(storage, 'machines');
  const quarantine = join(storage, 'quarantine');
  await makeFolders(storage, machines, quarantine);
  const run = await diskProgram();
  const maker = diskMaker(run);
  const burnContext = contextMaker(run);

  const paths = (machineId: string): DiskPaths => pathsIn(join(machines, checkedId(machineId)));
  const evidenceOf = (machineId: string): string => join(quarantine, checkedId(machineId));
  const inFolder = async (machineId: string, make: (at: DiskPaths) => Promise<void>) => {
    const at = paths(machineId);
    await makeMachineFolder(machines, at);
    await make(at).catch((error: unknown) => {
      throw isDiskFull(error) ? diskFull(at.folder, error) : error;
    });
  };

  return {
    storageId: () => storageId(storage, random),
    createRoot: (machineId: string, base: BaseImage, sizeMiB: number) =>
      inFolder(machineId, (at) => maker.createRoot(at, base, sizeMiB)),
    createSwap: (machineId, sizeMiB) => inFolder(machineId, (at) => maker.createSwap(at, sizeMiB)),
    createVolatile: (machineId, sizeMiB) =>
      inFolder(machineId, (at) => maker.createVolatile(at, sizeMiB)),
    burnContext: (machineId, volumeLabel, files: readonly ContextFile[], digest) =>
      inFolder(machineId, (at) => burnContext(at, volumeLabel, files, digest)),
    contextOnDisk: (machineId) => contextOn(paths(machineId)),
    paths,
    async consoleTail(machineId, fromByte, limitBytes) {
      const kept = join(evidenceOf(machineId), consoleName);
      return (
        (await readConsole(paths(machineId).console, fromByte, limitBytes)) ??
        (await readConsole(kept, fromByte, limitBytes)) ?? {
          bytes: new Uint8Array(),
          nextByte: Math.max(0, fromByte),
        }
      );
    },
    cutConsole: (machineId) => cutConsole(paths(machineId).console),
    async removeHalfMade(machineId) {
      await rm(paths(machineId).folder, { recursive: true, force: true });
      await syncFolder(machines);
    },
    async quarantine(machineId, generation) {
      const about = aboutEvidence(machineId, generation);
      await moveToEvidence(paths(machineId).folder, evidenceOf(machineId), isVolatile, about);
      return listEvidence(evidenceOf(machineId));
    },
    seal: (machineId, signal) => sealEvidence(evidenceOf(machineId), signal),
    async purge(machineId) {
      await rm(evidenceOf(machineId), { recursive: true, force: true });
      await syncFolder(quarantine);
    },
    async machinesOnDisk() {
      return { machines: await idsIn(machines), evidence: await idsIn(quarantine) };
    },
    async space() {
      const { blocks, bavail, bsize } = await statfs(storage);
      const inMiB = (count: number): number => Math.floor((count * bsize) / MiB);
      return { totalMiB: inMiB(blocks), freeMiB: inMiB(bavail) };
    },
  };
}

const rootName = 'root.qcow2';
const consoleName = 'console.log';
const contextName = 'context.iso';
const swapName = 'swap.raw';
const volatileName = 'volatile.raw';

function pathsIn(folder: string): DiskPaths {
  return {
    folder,
    root: join(folder, rootName),
    swap: join(folder, swapName),
    volatile: join(folder, volatileName),
    context: join(folder, contextName),
    console: join(folder, consoleName),
  };
}

/** Swap, scratch disk, context and half-made files are destroyed; whatever else lies in a machine's folder is kept. */
function isVolatile(name: string): boolean {
  const isDisk = name === swapName || name === volatileName;
  return isDisk || name.startsWith('context.') || name.endsWith('.new');
}

function checkedId(machineId: string): string {
  if (!uuid.test(machineId))
    throw new RangeError(`not a machine's id: ${JSON.stringify(machineId)}`);
  return machineId;
}

async function makeFolders(storage: string, machines: string, quarantine: string): Promise<void> {
  await mkdir(storage, { recursive: true });
  // QEMU's user must reach its own files by name; it cannot list what else is there.
  for (const [path, mode] of [
    [machines, 0o711],
    [quarantine, 0o700],
  ] as const) {
    await mkdir(path, { recursive: true, mode });
    await chmod(path, mode);
  }
  const [a, b] = [await lstat(machines), await lstat(quarantine)];
  if (a.dev !== b.dev || !a.isDirectory() || !b.isDirectory())
    throw new DiskFailed({
      reason: null,
      message: 'machines and quarantine must be folders on one file system',
      where: storage,
      whatToDo: 'Give the agent a storage directory without mounts or links inside.',
    });
  await syncFolder(storage);
}

async function makeMachineFolder(machines: string, at: DiskPaths): Promise<void> {
  await mkdir(at.folder, { recursive: true, mode: 0o711 });
  if (!(await lstat(at.folder)).isDirectory()) throw notFolder(at.folder);
  await chmod(at.folder, 0o711);
  // There before QEMU is, so that libvirt can give it to QEMU's user.
  await (await open(at.console, 'a', 0o600)).close();
  await syncFolder(at.folder);
  await syncFolder(machines);
}

async function storageId(storage: string, random: Random): Promise<string> {
  const path = join(storage, 'storage-id');
  const known = await readFile(path, 'utf8').catch(nullWhenMissing);
  if (known === null) {
    const made = toHex(random.bytes(16));
    await writeDurably(path, `${made}\n`, 0o444);
    return made;
  }
  if (/^[0-9a-f]{32}\n?$/.test(known)) return known.trim();
  throw new DiskFailed({
    reason: null,
    message: 'the file with the id of the storage directory is damaged',
    where: path,
    whatToDo: 'Restore it; without it the agent cannot know whether these are its disks.',
  });
}

async function idsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => uuid.test(name)).sort();
}

function diskFull(where: string, cause: unknown): DiskFailed {
  return new DiskFailed(
    {
      reason: 'diskFull',
      message: 'the storage directory is full',
      where,
      whatToDo: 'Free space on the host, or let the machine run on another.',
    },
    { cause },
  );
}
