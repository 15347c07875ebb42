/**
 * Takes an image's bytes from a stream into a new file: inflates, counts, hashes, and looks at the header while they pass,
 * so that a wrong or endless one ends early and costs neither memory nor more disk than it was allowed.
 */
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

import type { ContentDigest, ImageSource } from '../../shared/model/machine-record.ts';
import { digester, digestMismatch } from './digest-check.ts';
import type { Digests } from './digest-check.ts';
import { checkHeader, headerBytes } from './header-check.ts';
import type { HeaderFault } from './header-check.ts';
import { ImageRefused, ImageUnavailable } from './images.ts';
import type { ImageProgress } from './images.ts';

export interface ImageCaps {
  /** Largest uncompressed file. */
  readonly imageBytesMax: number;
  /** Largest disk inside it. */
  readonly virtualBytesMax: number;
  /** How many bytes a compressed one may give when no size was named; looked at from `ratioFromBytes` on. */
  readonly inflateRatioMax: number;
}

export interface Received {
  readonly fileBytes: number;
  readonly virtualBytes: number;
  readonly digests: Digests;
}

export interface Incoming {
  readonly image: ImageSource;
  readonly expected: readonly ContentDigest[];
  readonly location: string;
  readonly stream: Readable;
  /** As transferred. */
  readonly transferBytes: number | null;
  readonly caps: ImageCaps;
  readonly progress: ImageProgress;
  /** Told of every transferred piece. */
  readonly received: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** Made durable in pieces, or an abort would have to wait for gigabytes to be written out at the end. */
const syncEachBytes = 128 * 1024 * 1024;

const ratioFromBytes = 64 * 1024 * 1024;

/**
 * Writes the file at `path`, which must not exist, durably. Rejects with `ImageRefused`, `ImageUnavailable`, the signal's
 * reason or the file system's error; then the caller removes what was written.
 */
export async function receiveImage(path: string, incoming: Incoming): Promise<Received> {
  const { image, transferBytes, location } = incoming;
  if (image.compression === 'none' && transferBytes !== null)
    checkSize(incoming, transferBytes, true);
  const file = await open(path, 'wx', 0o600);
  try {
    const received = await pump(file, incoming);
    await file.truncate(received.fileBytes);
    await file.sync();
    return received;
  } catch (error) {
    if (incoming.signal.aborted) throw incoming.signal.reason;
    throw asImageError(error, location);
  } finally {
    incoming.stream.destroy();
    await file.close();
  }
}

async function pump(file: FileHandle, incoming: Incoming): Promise<Received> {
  const { image, caps, signal } = incoming;
  const hashes = digester(incoming.expected);
  const total = image.bytes ?? (image.compression === 'none' ? incoming.transferBytes : null);
  let transferred = 0;
  let done = 0;
  let durable = 0;
  const head = headCollector();
  const check = (fileBytes: number): number =>
    virtualBytesOf(
      checkHeader(head.bytes(), fileBytes, image.format, caps.virtualBytesMax),
      incoming,
    );

  async function* count(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      transferred += chunk.length;
      incoming.received(chunk.length);
      yield chunk;
    }
  }
  async function sink(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of chunks) {
      checkSize(incoming, done + chunk.length, false);
      checkRatio(incoming, done + chunk.length, transferred);
      hashes.update(chunk);
      if (head.add(chunk)) check(Number.POSITIVE_INFINITY);
      if (!isZero(chunk)) await writeAll(file, chunk, done);
      done += chunk.length;
      if (done - durable >= syncEachBytes) {
        await file.datasync();
        durable = done;
      }
      incoming.progress(done, total);
    }
  }
  if (image.compression === 'gz')
    await pipeline(incoming.stream, count, createGunzip({ chunkSize: 256 * 1024 }), sink, {
      signal,
    });
  else await pipeline(incoming.stream, count, sink, { signal });

  checkSize(incoming, done, true);
  const digests = hashes.finish();
  checkDigests(incoming, digests);
  return { fileBytes: done, virtualBytes: check(done), digests };
}

/** `isEnd`: no more bytes will come, so too few are an error as well. */
function checkSize({ image, caps, location }: Incoming, bytes: number, isEnd: boolean): void {
  const isWrong = image.bytes !== null && (isEnd ? bytes !== image.bytes : bytes > image.bytes);
  if (isWrong)
    throw new ImageRefused({
      reason: 'imageSizeMismatch',
      message: `the image is to have ${image.bytes} bytes, but ${isEnd ? '' : 'at least '}${bytes} came`,
      where: location,
      whatToDo: 'Use another copy, or correct the size in the image’s entry.',
    });
  if (bytes > caps.imageBytesMax)
    throw new ImageRefused({
      reason: 'imageTooLarge',
      message: `the image has more than the ${caps.imageBytesMax} bytes allowed`,
      where: location,
      whatToDo: 'Use a smaller image, or have the administrator raise the limit.',
    });
}

/** A named size is a limit by itself, and sparse disks do shrink a thousandfold; without one the ratio is the limit. */
function checkRatio({ image, caps, location }: Incoming, bytes: number, transferred: number): void {
  if (image.bytes !== null || bytes < ratioFromBytes) return;
  if (bytes <= transferred * caps.inflateRatioMax) return;
  throw new ImageRefused({
    reason: 'imageTooLarge',
    message: `it inflates to more than ${caps.inflateRatioMax} times its size`,
    where: location,
    whatToDo: 'Name the size of the uncompressed image, then that is the limit.',
  });
}

function checkDigests({ expected, location }: Incoming, digests: Digests): void {
  const wrong = digestMismatch(expected, digests);
  if (wrong === null) return;
  throw new ImageRefused({
    reason: 'imageDigestMismatch',
    message: `the ${wrong.algorithm} is ${digests[wrong.algorithm]}, not ${wrong.value}`,
    where: location,
    whatToDo: 'Use another copy; if all give this digest, have the image’s entry corrected.',
  });
}

function virtualBytesOf(checked: ReturnType<typeof checkHeader>, { location }: Incoming): number {
  if (checked.ok) return checked.value;
  const { message, whatToDo }: HeaderFault = checked.reason;
  throw new ImageRefused({ reason: 'imageFormatRefused', message, where: location, whatToDo });
}

function asImageError(error: unknown, location: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isTransfer = /^(Z_|ECONN|EPIPE|ERR_STREAM|HPE_|ETIMEDOUT|EHOST|ENET)/.test(code);
  if (!isTransfer) return error;
  return new ImageUnavailable(
    code.startsWith('Z_')
      ? 'the gzip data are damaged or cut off'
      : 'the connection broke before the end',
    location,
    'Try again later or use another copy.',
    { cause: error },
  );
}

/** Keeps the first bytes; `add` tells once that they are complete. */
function headCollector(): { add(chunk: Buffer): boolean; bytes(): Uint8Array } {
  const kept = Buffer.alloc(headerBytes);
  let length = 0;
  return {
    add(chunk) {
      if (length === headerBytes) return false;
      length += chunk.copy(kept, length);
      return length === headerBytes;
    },
    bytes: () => kept.subarray(0, length),
  };
}

const zeros = Buffer.alloc(256 * 1024);

/** Such a piece is left as a hole in the file. */
function isZero(chunk: Buffer): boolean {
  return chunk.length <= zeros.length && chunk.equals(zeros.subarray(0, chunk.length));
}

async function writeAll(file: FileHandle, chunk: Buffer, position: number): Promise<void> {
  for (let written = 0; written < chunk.length;) {
    const { bytesWritten } = await file.write(chunk, written, undefined, position + written);
    written += bytesWritten;
  }
}
