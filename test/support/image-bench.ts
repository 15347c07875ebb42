import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { defaultImageLimits, openFetchingImages } from '../../agent/images/fetching-images.ts';
import type { FetchingImagesOptions } from '../../agent/images/fetching-images.ts';
import type { Images } from '../../agent/images/images.ts';
import { strictLocationRules } from '../../agent/images/locate.ts';
import { systemRandom } from '../../shared/base/random.ts';
import type { ImageSource } from '../../shared/model/machine-record.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { aQcow2 } from './a-qcow2.ts';
import { imageServer } from './image-server.ts';
import type { Answer, ImageServer } from './image-server.ts';

/** A right image of some clusters, with holes at its end. */
export const content = Buffer.concat([
  aQcow2(),
  Buffer.alloc(300_000, 'data'),
  Buffer.alloc(200_000),
]);

export const never = new AbortController().signal;
export const ignore = (): void => {};

export function hash(algorithm: string): string {
  return createHash(algorithm).update(content).digest('hex');
}

/** A folder for bases, a folder for `file:` images and a server that gives `content` until it is told otherwise. */
export interface ImageBench {
  readonly scratch: string;
  readonly server: ImageServer;
  answer: Answer;
  open(changes?: Partial<FetchingImagesOptions>): Promise<Images>;
  openWithLimits(changes: Partial<typeof defaultImageLimits>): Promise<Images>;
  anImage(changes?: Partial<ImageSource>): ImageSource;
  /** Names in the folder of bases. */
  inFolder(): string[];
  /** The reason for which the image is refused, or the text of another error; checks that nothing is left of it. */
  refusal(images: Images, image: ImageSource, signal?: AbortSignal): Promise<string>;
  /** Removes every base. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function imageBench(): Promise<ImageBench> {
  const scratch = mkdtempSync(join(tmpdir(), 'stratus-images-'));
  mkdirSync(join(scratch, 'files'));
  const server = await imageServer((request, response) => bench.answer(request, response));
  const bench: ImageBench = {
    scratch,
    server,
    answer: (_request, response) => response.end(content),
    open: (changes = {}) => openFetchingImages({ ...usualOptions(scratch), ...changes }),
    openWithLimits: (changes) => bench.open({ limits: { ...defaultImageLimits, ...changes } }),
    anImage: (changes = {}) => ({ ...theImage(server.url), ...changes }),
    inFolder: () => readdirSync(join(scratch, 'images')).sort(),
    async refusal(images, image, signal = never) {
      const fetched = images.ensureBase(image, ignore, signal);
      const error: unknown = await fetched.catch((thrown: unknown) => thrown);
      const left = bench.inFolder();
      if (left.length > 0) return `left behind: ${left.join(' ')}`;
      return error instanceof Error && 'reason' in error ? String(error.reason) : String(error);
    },
    async clear() {
      for (const name of bench.inFolder()) rmSync(join(scratch, 'images', name));
    },
    async close() {
      await server.close();
      rmSync(scratch, { recursive: true });
    },
  };
  return bench;
}

function usualOptions(scratch: string): FetchingImagesOptions {
  const fileFolder = join(scratch, 'files');
  return {
    folder: join(scratch, 'images'),
    rules: { ...strictLocationRules, allowPrivateAddresses: true, fileFolder },
    limits: defaultImageLimits,
    clock: systemClock,
    random: systemRandom,
  };
}

function theImage(url: string): ImageSource {
  return {
    identifier: null,
    locations: [`${url}/a`],
    format: 'qcow2',
    compression: 'none',
    bytes: null,
    digests: [{ algorithm: 'sha256', value: hash('sha256') }],
  };
}
