/**
 * Images in memory: every image with a sufficient digest can be had and takes `fetchMs`, unless the test says otherwise. What was
 * fetched survives the agent; what a crashed agent was fetching does not.
 */
import type { BaseImage, Images } from '../../agent/images/images.ts';
import { ImageRefused } from '../../agent/images/images.ts';
import { sharedWork } from '../../agent/images/shared-work.ts';
import { toHex } from '../../shared/base/bytes.ts';
import { sha256 } from '../../shared/base/digest.ts';
import type { ImageSource } from '../../shared/model/machine-record.ts';
import { sleep } from '../../shared/time/clock.ts';
import type { Clock } from '../../shared/time/clock.ts';

export interface FakeImages extends Images {
  /** The agent dies: its fetches stop, nobody hears of them. */
  crash(): void;
  /** The next fetch rejects with the error after its time. */
  failNext(error: Error): void;
  /** Bases that are there, by SHA-256. */
  readonly kept: ReadonlySet<string>;
  /** How many fetches were begun. */
  fetches(): number;
}

export interface FakeImagesOptions {
  readonly clock: Clock;
  readonly fetchMs?: number;
  readonly virtualBytes?: number;
  /** Told of each fetch that ends, and whether it failed because a test said so. */
  onFetch?(failed: boolean): void;
}

export function fakeImages({
  clock,
  fetchMs = 0,
  virtualBytes = 1 << 20,
  onFetch = () => {},
}: FakeImagesOptions): FakeImages {
  const kept = new Set<string>();
  const failures: Error[] = [];
  let share = sharedWork<BaseImage>();
  let begun = 0;
  let life = 0;

  return {
    async ensureBase(image, progress, signal) {
      signal.throwIfAborted();
      const base = baseOf(image, virtualBytes);
      if (kept.has(base.sha256)) return base;
      const mine = life;
      const total = base.fileBytes;
      const fetched = share(base.sha256, progress, signal, async (tell, workSignal) => {
        begun++;
        const failure = failures.shift();
        for (let quarter = 1; quarter <= 4; quarter++) {
          if (fetchMs > 0) await sleep(clock, fetchMs / 4, workSignal);
          if (mine === life) tell((total / 4) * quarter, total);
        }
        onFetch(failure !== undefined);
        if (failure !== undefined) throw failure;
        if (mine === life) kept.add(base.sha256);
        return base;
      });
      const silence = new Promise<never>(() => {});
      return fetched.then(
        (value) => (mine === life ? value : silence),
        (error: unknown) => (mine === life ? Promise.reject(error as Error) : silence),
      );
    },
    crash() {
      life++;
      share = sharedWork();
    },
    failNext: (error) => void failures.push(error),
    kept,
    fetches: () => begun,
  };
}

function baseOf(image: ImageSource, virtualBytes: number): BaseImage {
  const digest = image.digests.find(({ algorithm }) => algorithm !== 'md5');
  if (digest === undefined && image.identifier === null)
    throw new ImageRefused({
      reason: 'imageHasNoDigest',
      message: 'the image comes without a digest',
      where: 'digests',
      whatToDo: 'Give one.',
    });
  const known = digest?.value ?? image.identifier!;
  const name =
    digest?.algorithm === 'sha256' ? known : toHex(sha256(new TextEncoder().encode(known)));
  return {
    path: `/fake/images/${name}`,
    format: image.format,
    virtualBytes,
    fileBytes: image.bytes ?? 1 << 16,
    sha256: name,
  };
}
