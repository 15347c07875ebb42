/**
 * Which files does a cloud give to its hosts? The images of one folder that have their description beside them, as our
 * recipes write it: an image that somebody laid there without one is nobody else's. A name is compared with those in the
 * folder, so no path in it can lead anywhere.
 */
import { constants, open, readdir } from 'node:fs/promises';
import type { Readable } from 'node:stream';

export interface OpenImage {
  readonly bytes: number;
  /** Ends by itself; destroy it to end it before. */
  readonly stream: Readable;
}

const pieceBytes = 64 * 1024;

/** Null: there is no such image. `folder`: absolute, and it may not be there. */
export async function openPublishedImage(folder: string, name: string): Promise<OpenImage | null> {
  const names = await readdir(folder).catch(missing);
  if (names === null || !names.includes(name) || !names.includes(descriptionOf(name))) return null;
  // A link is not followed, and a pipe does not hold us.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(`${folder}/${name}`, flags).catch(missing);
  if (file === null) return null;
  const status = await file.stat();
  if (status.isFile() && status.size > 0) {
    // No more than was promised, should somebody append to it meanwhile.
    const part = { start: 0, end: status.size - 1, highWaterMark: pieceBytes };
    return { bytes: status.size, stream: file.createReadStream(part) };
  }
  await file.close();
  return null;
}

/** `small-1.qcow2` -> `small-1.json`. */
const descriptionOf = (name: string): string => name.replace(/\.(qcow2|raw)$/, '') + '.json';

function missing(error: NodeJS.ErrnoException): null {
  if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO'].includes(error.code ?? '')) return null;
  throw error;
}
