import { describe, expect, it } from 'vitest';

import { systemClock } from '../../shared/time/system-clock.ts';
import { ImageUnavailable } from '../../agent/images/images.ts';
import { fakeImages } from '../fakes/fake-images.ts';
import { aMachineRecord } from '../support/a-machine-record.ts';
import { imagesSuite } from './images-suite.ts';

const { image } = aMachineRecord();
const never = new AbortController().signal;
const ignore = (): void => {};

imagesSuite('the fake', async () => {
  const images = fakeImages({ clock: systemClock });
  return {
    image,
    open: async () => {
      images.crash();
      return images;
    },
    failNext: () => images.failNext(new ImageUnavailable('away', 'there', 'wait')),
    fetches: () => images.fetches(),
    close: async () => {},
  };
});

describe('the fake images', () => {
  it('keep nothing that was aborted', async () => {
    const images = fakeImages({ clock: systemClock, fetchMs: 60_000 });
    const controller = new AbortController();
    const fetched = images.ensureBase(image, ignore, controller.signal);
    const stop = new Error('stop');
    controller.abort(stop);
    await expect(fetched).rejects.toBe(stop);
    expect(images.kept.size).toBe(0);
  });

  it('begin anew for one who comes while the last one leaves', async () => {
    const images = fakeImages({ clock: systemClock });
    const controller = new AbortController();
    const first = images.ensureBase(image, ignore, controller.signal);
    controller.abort(new Error('stop'));
    const second = images.ensureBase(image, ignore, never);
    await expect(first).rejects.toThrow('stop');
    expect((await second).sha256).toBe('ab'.repeat(32));
  });
});
