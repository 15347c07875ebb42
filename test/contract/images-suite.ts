import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Images } from '../../agent/images/images.ts';
import type { ImageSource } from '../../shared/model/machine-record.ts';

/** Images and one image that can be had. */
export interface ImagesHarness {
  readonly image: ImageSource;
  /** Opens the same store again, as an agent does after its own death. */
  open(): Promise<Images>;
  /** The next fetch gives nothing. */
  failNext(): void;
  /** How many fetches were begun. */
  fetches(): number;
  close(): Promise<void>;
}

const never = new AbortController().signal;
const ignore = (): void => {};

/** What every `Images` promises. */
export function imagesSuite(name: string, build: () => Promise<ImagesHarness>): void {
  describe(`${name} keeps the promises of the port of images`, () => {
    let harness: ImagesHarness;
    let images: Images;

    beforeEach(async () => {
      harness = await build();
      images = await harness.open();
    });
    afterEach(() => harness.close());

    it('the base is named by the SHA-256 of the image and has its format', async () => {
      const base = await images.ensureBase(harness.image, ignore, never);
      expect(base.sha256).toBe(harness.image.digests[0]!.value);
      expect(base.format).toBe(harness.image.format);
      expect(base.path).toMatch(/^\//);
      expect(base.virtualBytes).toBeGreaterThan(0);
    });

    it('it is fetched once, also for two at the same time and after the agent’s death', async () => {
      const both = [1, 2].map(() => images.ensureBase(harness.image, ignore, never));
      const [first, second] = await Promise.all(both);
      const later = await (await harness.open()).ensureBase(harness.image, ignore, never);
      expect([second, later, harness.fetches()]).toEqual([first, first, 1]);
    });

    it('progress ends with the whole file', async () => {
      const seen: number[] = [];
      const base = await images.ensureBase(harness.image, (done) => seen.push(done), never);
      expect(seen.at(-1)).toBe(base.fileBytes);
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
    });

    it('what cannot be had now may be had later', async () => {
      harness.failNext();
      await expect(images.ensureBase(harness.image, ignore, never)).rejects.toMatchObject({
        code: 'imageUnavailable',
        reason: 'imageUnreachable',
      });
      expect((await images.ensureBase(harness.image, ignore, never)).format).toBe('qcow2');
    });

    it.each([
      ['no digest', []],
      ['md5 alone', [{ algorithm: 'md5', value: 'ab'.repeat(16) } as const]],
    ])('an image with %s is refused', async (_what, digests) => {
      const image = { ...harness.image, digests };
      await expect(images.ensureBase(image, ignore, never)).rejects.toMatchObject({
        code: 'imageRefused',
        reason: 'imageHasNoDigest',
      });
      expect(harness.fetches()).toBe(0);
    });

    it('whoever aborts gets his reason, and another who waits gets the image', async () => {
      const stop = new Error('stop');
      const controller = new AbortController();
      const first = images.ensureBase(harness.image, ignore, controller.signal);
      const second = images.ensureBase(harness.image, ignore, never);
      controller.abort(stop);
      await expect(first).rejects.toBe(stop);
      expect((await second).format).toBe('qcow2');
    });

    it('nothing begins for one who has aborted', async () => {
      const stop = new Error('stop');
      const asked = images.ensureBase(harness.image, ignore, AbortSignal.abort(stop));
      await expect(asked).rejects.toBe(stop);
      expect(harness.fetches()).toBe(0);
    });
  });
}
