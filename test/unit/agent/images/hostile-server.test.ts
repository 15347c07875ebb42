import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { strictLocationRules } from '../../../../agent/images/locate.ts';
import { aQcow2 } from '../../../support/a-qcow2.ts';
import { content, imageBench } from '../../../support/image-bench.ts';
import type { ImageBench } from '../../../support/image-bench.ts';

let bench: ImageBench;

beforeEach(async () => {
  bench = await imageBench();
});
afterEach(() => bench.close());

describe('a server that means ill', () => {
  it('cannot fill the disk without end', async () => {
    const piece = Buffer.alloc(65_536, 1);
    aQcow2().copy(piece);
    bench.answer = (_request, response) => {
      const more = (): void => {
        while (response.write(piece)) if (response.destroyed) return;
      };
      response.on('drain', more);
      more();
    };
    const images = await bench.openWithLimits({ imageBytesMax: 5_000_000 });
    expect(await bench.refusal(images, bench.anImage())).toBe('imageTooLarge');
  });

  it('cannot inflate a bomb', async () => {
    bench.answer = (_request, response) => response.end(gzipSync(Buffer.alloc(100 * 1024 * 1024)));
    const image = bench.anImage({ compression: 'gz', format: 'raw' });
    expect(await bench.refusal(await bench.open(), image)).toBe('imageTooLarge');
  });

  it('cannot inflate beyond the named size', async () => {
    bench.answer = (_request, response) => response.end(gzipSync(content));
    const image = bench.anImage({ compression: 'gz', bytes: 1000 });
    expect(await bench.refusal(await bench.open(), image)).toBe('imageSizeMismatch');
  });

  it('cannot hold us by giving nothing', async () => {
    bench.answer = (_request, response) => void response.write('a');
    expect(await bench.refusal(await bench.openWithLimits({ idleMs: 50 }), bench.anImage())).toBe(
      'imageUnreachable',
    );
  });

  it('cannot hold us by never answering', async () => {
    bench.answer = () => {};
    expect(await bench.refusal(await bench.openWithLimits({ idleMs: 50 }), bench.anImage())).toBe(
      'imageUnreachable',
    );
  });

  it('cannot hold us by dripping', async () => {
    bench.answer = (_request, response) => {
      const drip = setInterval(() => response.write('a'), 5);
      response.on('close', () => clearInterval(drip));
    };
    expect(await bench.refusal(await bench.openWithLimits({ idleMs: 100 }), bench.anImage())).toBe(
      'imageUnreachable',
    );
  });

  it('cannot take longer than the whole time', async () => {
    bench.answer = (_request, response) => {
      const drip = setInterval(() => response.write(Buffer.alloc(5000, 1)), 5);
      response.on('close', () => clearInterval(drip));
    };
    const image = bench.anImage({ format: 'raw' });
    expect(await bench.refusal(await bench.openWithLimits({ totalMs: 100 }), image)).toBe(
      'imageUnreachable',
    );
  });

  it('cannot lie about the length', async () => {
    bench.answer = (_request, response) => {
      response.writeHead(200, { 'content-length': content.length + 10 });
      response.write(content);
      setTimeout(() => response.destroy(), 20);
    };
    expect(await bench.refusal(await bench.open(), bench.anImage())).toBe('imageUnreachable');
  });

  it('cannot cut gzip data off', async () => {
    bench.answer = (_request, response) => response.end(gzipSync(content).subarray(0, -100));
    const image = bench.anImage({ compression: 'gz' });
    expect(await bench.refusal(await bench.open(), image)).toBe('imageUnreachable');
  });

  it.each([404, 403, 500, 204])('is not believed when it answers %d', async (status) => {
    bench.answer = (_request, response) => response.writeHead(status).end();
    expect(await bench.refusal(await bench.open(), bench.anImage())).toBe('imageUnreachable');
  });

  it('cannot redirect for ever', async () => {
    bench.answer = (_request, response) => response.writeHead(302, { location: '/again' }).end();
    expect(await bench.refusal(await bench.open(), bench.anImage())).toBe('imageUnreachable');
    expect(bench.server.asked).toHaveLength(4);
  });

  it.each([
    'http://127.0.0.2:9/',
    'http://169.254.169.254/latest',
    'http://[::ffff:10.0.0.1]/',
    'file:///etc/passwd',
    'gopher://x/',
    'http://a b/',
  ])('cannot redirect to %s', async (location) => {
    bench.answer = (_request, response) => response.writeHead(307, { location }).end();
    const rules = { ...strictLocationRules, allowedRanges: ['127.0.0.1/32'] };
    expect(await bench.refusal(await bench.open({ rules }), bench.anImage())).toBe(
      'imageLocationRefused',
    );
  });

  it('cannot be inside when its name says otherwise', async () => {
    const images = await bench.open({ rules: strictLocationRules });
    const locations = [bench.server.url.replace('127.0.0.1', 'localhost')];
    expect(await bench.refusal(images, bench.anImage({ locations }))).toBe('imageLocationRefused');
    expect(bench.server.asked).toEqual([]);
  });
});
