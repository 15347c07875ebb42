/**
 * The bases on this host: `<sha256>` (the bytes) and `<sha256>.json` (what was known when they were checked). A base whose
 * file looks changed since then is hashed again before anything stands on it, and left alone if it is another.
 */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { errorCode, syncFolder, writeDurably } from '../../shared/base/durable-file.ts';
import type { ContentDigest, ImageFormat } from '../../shared/model/machine-record.ts';
import { digestMismatch } from './digest-check.ts';
import type { Digests } from './digest-check.ts';
import type { BaseImage } from './images.ts';
import type { Received } from './receive-image.ts';

export interface BaseStore {
  /** The base that has all these digests, intact, or null. Rejects with the signal's reason when aborted. */
  find(expected: readonly ContentDigest[], signal: AbortSignal): Promise<BaseImage | null>;
  /** Takes over a received file. It is durable when this resolves. */
  keep(path: string, format: ImageFormat, received: Received): Promise<BaseImage>;
  /** A path on the same file system for a file on its way. */
  temporaryPath(word: string): string;
}

/** What is remembered of a base beside it. */
interface Sidecar {
  readonly format: ImageFormat;
  readonly virtualBytes: number;
  readonly fileBytes: number;
  readonly digests: Digests;
  /** Nanoseconds, as text: when the file was last written. */
  readonly modifiedAtNs: string;
}

const half = '.fetching-';

/** Makes the folder and removes what an earlier process left half-made in it. */
export async function openBaseStore(folder: string): Promise<BaseStore> {
  await mkdir(folder, { recursive: true, mode: 0o711 });
  await chmod(folder, 0o711);
  for (const name of await readdir(folder))
    if (name.startsWith(half) || name.endsWith('.new')) await rm(join(folder, name));
  return {
    async find(expected, signal) {
      for (const sha256 of await candidates(folder, expected)) {
        const sidecar = await readSidecar(join(folder, `${sha256}.json`));
        if (sidecar === null || digestMismatch(expected, sidecar.digests) !== null) continue;
        if (await isIntact(join(folder, sha256), sidecar, signal)) return baseOf(folder, sidecar);
      }
      return null;
    },
    async keep(path, format, received) {
      const { digests, fileBytes, virtualBytes } = received;
      await chmod(path, 0o444);
      await rename(path, join(folder, digests.sha256!));
      await syncFolder(folder);
      const { mtimeNs } = await lstat(join(folder, digests.sha256!), { bigint: true });
      const sidecar = { format, virtualBytes, fileBytes, digests, modifiedAtNs: String(mtimeNs) };
      await writeSidecar(folder, sidecar);
      return baseOf(folder, sidecar);
    },
    temporaryPath: (word) => join(folder, `${half}${word}`),
  };
}

function baseOf(folder: string, { format, virtualBytes, fileBytes, digests }: Sidecar): BaseImage {
  const sha256 = digests.sha256!;
  return { path: join(folder, sha256), format, virtualBytes, fileBytes, sha256 };
}

async function candidates(folder: string, expected: readonly ContentDigest[]): Promise<string[]> {
  const named = expected.find(({ algorithm }) => algorithm === 'sha256');
  if (named !== undefined) return [named.value];
  const names = await readdir(folder);
  return names.filter((name) => /^[0-9a-f]{64}$/.test(name)).sort();
}

/** Null when it is missing or not one of ours. */
async function readSidecar(path: string): Promise<Sidecar | null> {
  try {
    const read = JSON.parse(await readFile(path, 'utf8')) as Partial<Sidecar>;
    const isWhole =
      (read.format === 'raw' || read.format === 'qcow2') &&
      Number.isSafeInteger(read.virtualBytes) &&
      Number.isSafeInteger(read.fileBytes) &&
      typeof read.modifiedAtNs === 'string' &&
      /^[0-9a-f]{64}$/.test(read.digests?.sha256 ?? '') &&
      path.endsWith(`/${read.digests?.sha256}.json`);
    return isWhole ? (read as Sidecar) : null;
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function writeSidecar(folder: string, sidecar: Sidecar): Promise<void> {
  const path = join(folder, `${sidecar.digests.sha256}.json`);
  await writeDurably(path, `${JSON.stringify(sidecar, null, 2)}\n`, 0o444);
}

async function isIntact(path: string, sidecar: Sidecar, signal: AbortSignal): Promise<boolean> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => null);
  if (file === null) return false;
  try {
    const status = await file.stat({ bigint: true });
    if (!status.isFile() || status.nlink !== 1n) return false;
    if (status.size !== BigInt(sidecar.fileBytes)) return false;
    // The agent's own user: root, except in a test.
    const own = process.geteuid!();
    const isOurs = status.uid === BigInt(own) && (status.mode & 0o7777n) === 0o444n;
    if (isOurs && String(status.mtimeNs) === sidecar.modifiedAtNs) return true;
    const hash = createHash('sha256');
    const pieces = file.createReadStream({ autoClose: false, highWaterMark: 1 << 20, start: 0 });
    for await (const piece of pieces) {
      signal.throwIfAborted();
      hash.update(piece as Buffer);
    }
    if (hash.digest('hex') !== sidecar.digests.sha256) return false;
    await file.chown(own, process.getegid!());
    await file.chmod(0o444);
    const folder = path.slice(0, path.lastIndexOf('/'));
    await writeSidecar(folder, { ...sidecar, modifiedAtNs: String(status.mtimeNs) });
    return true;
  } finally {
    await file.close();
  }
}
