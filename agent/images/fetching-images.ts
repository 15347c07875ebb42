/** The images of a real host: fetched over http, https or from a folder, checked while they come, kept as files. */
import { rm, statfs } from 'node:fs/promises';

import { toHex } from '../../shared/base/bytes.ts';
import { isDiskFull } from '../../shared/base/durable-file.ts';
import type { Random } from '../../shared/base/random.ts';
import type { ContentDigest, ImageSource } from '../../shared/model/machine-record.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { openBaseStore } from './base-store.ts';
import type { BaseStore } from './base-store.ts';
import { expectedDigests } from './digest-check.ts';
import { watchFetch } from './fetch-watch.ts';
import type { FetchLimits } from './fetch-watch.ts';
import { ImageRefused, ImageUnavailable } from './images.ts';
import type { BaseImage, ImageProgress, Images } from './images.ts';
import type { LocationRules } from './locate.ts';
import { openLocation } from './open-location.ts';
import { receiveImage } from './receive-image.ts';
import type { ImageCaps } from './receive-image.ts';
import { sharedWork } from './shared-work.ts';

export interface FetchingImagesOptions {
  /** Absolute folder for the bases, on the file system of the machines' disks. */
  readonly folder: string;
  readonly rules: LocationRules;
  readonly limits: FetchLimits & ImageCaps;
  readonly clock: Clock;
  readonly random: Random;
}

const GiB = 1024 ** 3;

export const defaultImageLimits: FetchLimits & ImageCaps = {
  totalMs: 2 * 3600 * 1000,
  idleMs: 30_000,
  idleBytes: 4096,
  imageBytesMax: 64 * GiB,
  virtualBytesMax: 1024 * GiB,
  inflateRatioMax: 100,
};

export async function openFetchingImages(options: FetchingImagesOptions): Promise<Images> {
  const store = await openBaseStore(options.folder);
  const share = sharedWork<BaseImage>();
  return {
    async ensureBase(image, progress, signal) {
      signal.throwIfAborted();
      const expected = expectedDigests(image);
      const key = JSON.stringify([image.format, image.compression, image.bytes, expected]);
      return share(key, progress, signal, (everyProgress, workSignal) =>
        ensure(options, store, image, expected, everyProgress, workSignal),
      );
    },
  };
}

async function ensure(
  options: FetchingImagesOptions,
  store: BaseStore,
  image: ImageSource,
  expected: readonly ContentDigest[],
  progress: ImageProgress,
  signal: AbortSignal,
): Promise<BaseImage> {
  const kept = await store.find(expected, signal);
  if (kept !== null) return declaredRight(image, kept);
  const failures: (ImageRefused | ImageUnavailable)[] = [];
  for (const location of image.locations) {
    try {
      return await fetchOne(options, store, { image, expected, location, progress, signal });
    } catch (error) {
      signal.throwIfAborted();
      if (isDiskFull(error)) throw diskFull(options.folder, error);
      if (!(error instanceof ImageRefused) && !(error instanceof ImageUnavailable)) throw error;
      if (error.reason === 'diskFull') throw error;
      failures.push(error);
    }
  }
  throw mostTelling(failures) ?? noLocation();
}

/**
 * One that may work later beats one that never will; and of these, what was wrong with the bytes says more than that
 * another location is not for this host.
 */
function mostTelling(failures: readonly (ImageRefused | ImageUnavailable)[]): Error | undefined {
  return (
    failures.find((failure) => failure instanceof ImageUnavailable) ??
    failures.find(({ reason }) => reason !== 'imageLocationRefused') ??
    failures[0]
  );
}

interface OneFetch {
  readonly image: ImageSource;
  readonly expected: readonly ContentDigest[];
  readonly location: string;
  readonly progress: ImageProgress;
  readonly signal: AbortSignal;
}

async function fetchOne(
  options: FetchingImagesOptions,
  store: BaseStore,
  fetch: OneFetch,
): Promise<BaseImage> {
  const watch = watchFetch(options.clock, options.limits, fetch.location, fetch.signal);
  const path = store.temporaryPath(toHex(options.random.bytes(8)));
  try {
    const opened = await openLocation(fetch.location, options.rules, watch.signal);
    const room = fetch.image.bytes ?? opened.bytes ?? 0;
    await checkRoom(options.folder, room).catch((error: unknown) => {
      opened.stream.destroy();
      throw error;
    });
    const received = await receiveImage(path, {
      ...fetch,
      stream: opened.stream,
      transferBytes: opened.bytes,
      caps: options.limits,
      received: (bytes) => watch.received(bytes),
      signal: watch.signal,
    });
    fetch.signal.throwIfAborted();
    return await store.keep(path, fetch.image.format, received);
  } finally {
    watch.end();
    await rm(path, { force: true });
  }
}

/** Fails before the download rather than at its end. Holes may make the image smaller, which is not known yet. */
async function checkRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bytes > bavail * bsize) throw diskFull(folder, undefined);
}

function declaredRight(image: ImageSource, kept: BaseImage): BaseImage {
  const isSize = image.bytes === null || image.bytes === kept.fileBytes;
  if (image.format === kept.format && isSize) return kept;
  throw new ImageRefused({
    reason: isSize ? 'imageFormatRefused' : 'imageSizeMismatch',
    message: isSize
      ? `declared ${image.format}, but the image with this digest is ${kept.format}`
      : `the image with this digest has ${kept.fileBytes} bytes, not ${image.bytes}`,
    where: kept.sha256,
    whatToDo: 'Correct the image’s entry.',
  });
}

function diskFull(folder: string, cause: unknown): ImageRefused {
  return new ImageRefused(
    {
      reason: 'diskFull',
      message: 'this host has no room for the image',
      where: folder,
      whatToDo: 'Free space on the host, or let the machine run on another.',
    },
    { cause },
  );
}

function noLocation(): ImageRefused {
  return new ImageRefused({
    reason: 'invalidImage',
    message: 'the image names no place to fetch it from',
    where: 'locations',
    whatToDo: 'Give at least one http, https or file location.',
  });
}
