import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { imageIdOfSha1 } from '../../../../shared/model/image-id.ts';
import type { ImageSource } from '../../../../shared/model/machine-record.ts';
import { aQcow2 } from '../../../support/a-qcow2.ts';
import { content, hash, ignore, imageBench, never } from '../../../support/image-bench.ts';
import type { ImageBench } from '../../../support/image-bench.ts';

let bench: ImageBench;

beforeEach(async () => {
  bench = await imageBench();
});
afterEach(() => bench.close());

const bothFiles = [hash('sha256'), `${hash('sha256')}.json`];

describe('a good image', () => {
  it('becomes a read-only base named by its SHA-256', async () => {
    const images = await bench.open();
    const base = await images.ensureBase(bench.anImage({ bytes: content.length }), ignore, never);
    expect(base).toEqual({
      path: join(bench.scratch, 'images', hash('sha256')),
      format: 'qcow2',
      virtualBytes: 1 << 20,
      fileBytes: content.length,
      sha256: hash('sha256'),
    });
    expect(readFileSync(base.path).equals(content)).toBe(true);
    expect(statSync(base.path).mode & 0o7777).toBe(0o444);
    expect(bench.inFolder()).toEqual(bothFiles);
  });

  it.each(['sha1', 'sha256', 'sha512'] as const)('is known by its %s alone', async (algorithm) => {
    const images = await bench.open();
    const digests = [{ algorithm, value: hash(algorithm).toUpperCase() }];
    await images.ensureBase(bench.anImage({ digests }), ignore, never);
    await images.ensureBase(bench.anImage({ digests }), ignore, never);
    expect(bench.server.asked).toHaveLength(1);
  });

  it('is known by its StratusLab identifier alone', async () => {
    const identifier = imageIdOfSha1(hash('sha1'));
    const base = await (
      await bench.open()
    ).ensureBase(bench.anImage({ identifier, digests: [] }), ignore, never);
    expect(base.sha256).toBe(hash('sha256'));
  });

  it('is inflated while it comes', async () => {
    bench.answer = (_request, response) => response.end(gzipSync(content));
    const images = await bench.open();
    const base = await images.ensureBase(bench.anImage({ compression: 'gz' }), ignore, never);
    expect(readFileSync(base.path).equals(content)).toBe(true);
  });

  it('is fetched once for two who ask at the same time, and not again after a restart', async () => {
    const images = await bench.open();
    const [first, second] = await Promise.all([
      images.ensureBase(bench.anImage(), ignore, never),
      images.ensureBase(bench.anImage(), ignore, never),
    ]);
    expect(second).toEqual(first);
    expect(await (await bench.open()).ensureBase(bench.anImage(), ignore, never)).toEqual(first);
    expect(bench.server.asked).toHaveLength(1);
  });

  it('tells how far it is', async () => {
    const seen: [number, number | null][] = [];
    const images = await bench.open();
    await images.ensureBase(bench.anImage(), (done, total) => seen.push([done, total]), never);
    expect(seen.at(-1)).toEqual([content.length, content.length]);
  });

  it('is taken from the next location when the first has none', async () => {
    bench.answer = (request, response) => {
      response.statusCode = request.url === '/missing' ? 404 : 200;
      response.end(content);
    };
    const locations = [`${bench.server.url}/missing`, `${bench.server.url}/there`];
    await (await bench.open()).ensureBase(bench.anImage({ locations }), ignore, never);
    expect(bench.server.asked).toEqual(['/missing', '/there']);
  });

  it('may be redirected three times', async () => {
    bench.answer = (request, response) => {
      const left = Number(request.url!.slice(1));
      if (left === 0) response.end(content);
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    };
    await (
      await bench.open()
    ).ensureBase(bench.anImage({ locations: [`${bench.server.url}/3`] }), ignore, never);
    expect(bench.server.asked).toEqual(['/3', '/2', '/1', '/0']);
  });

  it('is taken from a file below the folder', async () => {
    writeFileSync(join(bench.scratch, 'files', 'a b.qcow2'), content);
    const locations = [`file://${bench.scratch}/files/a%20b.qcow2`];
    const base = await (await bench.open()).ensureBase(bench.anImage({ locations }), ignore, never);
    expect(base.fileBytes).toBe(content.length);
  });
});

describe('a base that somebody changed', () => {
  it.each<[string, (path: string) => void]>([
    ['other bytes', (path) => writeFileSync(path, Buffer.alloc(content.length, 1))],
    ['fewer bytes', (path) => writeFileSync(path, 'short')],
    ['a second name', (path) => linkSync(path, join(bench.scratch, 'second'))],
  ])('%s: is fetched again', async (_what, change) => {
    const base = await (await bench.open()).ensureBase(bench.anImage(), ignore, never);
    chmodSync(base.path, 0o644);
    change(base.path);
    const again = await (await bench.open()).ensureBase(bench.anImage(), ignore, never);
    expect(readFileSync(again.path).equals(content)).toBe(true);
    expect(bench.server.asked).toHaveLength(2);
  });

  it('only touched: is hashed and kept', async () => {
    const base = await (await bench.open()).ensureBase(bench.anImage(), ignore, never);
    chmodSync(base.path, 0o644);
    writeFileSync(base.path, content);
    await (await bench.open()).ensureBase(bench.anImage(), ignore, never);
    expect(bench.server.asked).toHaveLength(1);
    expect(statSync(base.path).mode & 0o7777).toBe(0o444);
  });
});

describe('an image that is not what it should be', () => {
  it.each<[string, Partial<ImageSource>]>([
    ['imageDigestMismatch', { digests: [{ algorithm: 'sha256', value: 'ab'.repeat(32) }] }],
    ['imageSizeMismatch', { bytes: content.length - 1 }],
    ['imageSizeMismatch', { bytes: content.length + 1 }],
    ['imageFormatRefused', { format: 'raw' }],
    ['imageHasNoDigest', { digests: [] }],
    ['imageHasNoDigest', { digests: [{ algorithm: 'md5', value: hash('md5') }] }],
    ['invalidImage', { digests: [{ algorithm: 'sha256', value: 'abc' }] }],
    ['invalidImage', { locations: [] }],
    ['imageDigestMismatch', { identifier: 'A'.repeat(27) }],
  ])('is refused (%s): %j', async (reason, changes) => {
    expect(await bench.refusal(await bench.open(), bench.anImage(changes))).toBe(reason);
  });

  it('is refused when one of several digests is wrong', async () => {
    const digests = [
      ...bench.anImage().digests,
      { algorithm: 'md5', value: '0'.repeat(32) } as const,
    ];
    expect(await bench.refusal(await bench.open(), bench.anImage({ digests }))).toBe(
      'imageDigestMismatch',
    );
  });

  it('is refused by its header before the rest has come', async () => {
    const bad = aQcow2({ backingOffset: 512n });
    bench.answer = (_request, response) => void response.write(bad);
    expect(await bench.refusal(await bench.open(), bench.anImage())).toBe('imageFormatRefused');
  });

  it('is refused under another format when it is already there', async () => {
    const images = await bench.open();
    await images.ensureBase(bench.anImage(), ignore, never);
    await expect(
      images.ensureBase(bench.anImage({ format: 'raw' }), ignore, never),
    ).rejects.toMatchObject({
      reason: 'imageFormatRefused',
    });
  });
});

describe('a file', () => {
  it.each<[string, string]>([
    ['outside the folder', '/secret.qcow2'],
    ['outside by dots', '/files/../secret.qcow2'],
    ['outside by encoded dots', '/files/%2e%2e/secret.qcow2'],
    ['that is a link to outside', '/files/link'],
    ['below a linked folder', '/files/folder/secret.qcow2'],
    ['in a folder that only begins alike', '/files-too/a.qcow2'],
    ['that is a folder', '/files/inner'],
    ['that is the folder itself', '/files'],
  ])('%s is refused', async (_what, path) => {
    writeFileSync(join(bench.scratch, 'secret.qcow2'), content);
    symlinkSync(join(bench.scratch, 'secret.qcow2'), join(bench.scratch, 'files', 'link'));
    symlinkSync(bench.scratch, join(bench.scratch, 'files', 'folder'));
    mkdirSync(join(bench.scratch, 'files', 'inner'));
    mkdirSync(join(bench.scratch, 'files-too'));
    writeFileSync(join(bench.scratch, 'files-too', 'a.qcow2'), content);
    const image = bench.anImage({ locations: [`file://${bench.scratch}${path}`] });
    expect(await bench.refusal(await bench.open(), image)).toBe('imageLocationRefused');
  });

  it('that is missing is worth another try', async () => {
    const image = bench.anImage({ locations: [`file://${bench.scratch}/files/none`] });
    expect(await bench.refusal(await bench.open(), image)).toBe('imageUnreachable');
  });
});

describe('a caller who aborts', () => {
  const stop = new Error('stopped');

  it('gets his own reason and leaves nothing', async () => {
    const controller = new AbortController();
    bench.answer = (_request, response) => {
      response.write(content.subarray(0, 100_000));
      setTimeout(() => controller.abort(stop), 20);
    };
    expect(await bench.refusal(await bench.open(), bench.anImage(), controller.signal)).toBe(
      String(stop),
    );
  });

  it('does not end the work of another who waits for the same image', async () => {
    const controller = new AbortController();
    bench.answer = (_request, response) => {
      response.write(content.subarray(0, 100_000));
      setTimeout(() => controller.abort(stop), 20);
      controller.signal.addEventListener('abort', () => response.end(content.subarray(100_000)));
    };
    const images = await bench.open();
    const first = images.ensureBase(bench.anImage(), ignore, controller.signal);
    const second = images.ensureBase(bench.anImage(), ignore, never);
    await expect(first).rejects.toBe(stop);
    expect((await second).sha256).toBe(hash('sha256'));
  });

  it('was too late: nothing begins', async () => {
    const images = await bench.open();
    expect(await bench.refusal(images, bench.anImage(), AbortSignal.abort(stop))).toBe(
      String(stop),
    );
    expect(bench.server.asked).toEqual([]);
  });
});

it('what a killed agent left half-made is removed at the next start', async () => {
  mkdirSync(join(bench.scratch, 'images'));
  writeFileSync(join(bench.scratch, 'images', '.fetching-0123'), 'half');
  await bench.open();
  expect(bench.inFolder()).toEqual([]);
});
