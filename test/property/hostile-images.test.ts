/**
 * Images that nobody should open, made around known attacks by the thousand and given to the code that fetches them: whatever
 * is kept names no other file and is within its limits, what is refused leaves nothing, and nothing inside is asked for.
 */
import { createHash, randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { strictLocationRules } from '../../agent/images/locate.ts';
import { aQcow2 } from '../support/a-qcow2.ts';
import type { Qcow2Changes } from '../support/a-qcow2.ts';
import { drawFrom } from '../support/draw.ts';
import type { Draw } from '../support/draw.ts';
import { content, imageBench } from '../support/image-bench.ts';
import type { ImageBench } from '../support/image-bench.ts';

const draw = drawFrom(Number(process.env['STRATUS_SEED'] ?? randomInt(2 ** 31)));
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const virtualBytesMax = 1 << 30;

const others = [
  ...['/etc/shadow', './self', 'json:{"driver":"nbd","host":"127.0.0.1"}', 'nbd://127.0.0.1/x'],
  ...['http://169.254.169.254/latest', 'fat:rw:/etc', 'ssh://127.0.0.1/x', 'blkdebug::/etc/passwd'],
];
const big = [
  0n,
  1n,
  2n ** 31n,
  2n ** 40n * 60n,
  2n ** 62n,
  2n ** 63n,
  2n ** 64n - 1n,
  2n ** 64n - 512n,
];

/** Rows 19 to 23 and 25 to 29: a qcow2 with something wrong in it. */
function badQcow2(): Buffer {
  const changes: Record<keyof Qcow2Changes, () => Qcow2Changes> = {
    version: () => ({ version: draw.pick([0, 1, 2, 4, 2 ** 32 - 1]) }),
    backingOffset: () => ({ backingOffset: draw.pick([...big.slice(1), 512n, 4_096n]) }),
    clusterBits: () => ({ clusterBits: draw.pick([0, 8, 22, 31, 255, 2 ** 32 - 1]) }),
    virtualBytes: () => ({ virtualBytes: draw.pick(big) }),
    encryption: () => ({ encryption: 1 + draw.below(4) }),
    l1Entries: () => ({ l1Entries: draw.pick([0, 2, 2 ** 25, 2 ** 32 - 1]) }),
    l1Offset: () => ({ l1Offset: draw.pick(big) }),
    refcountOffset: () => ({ refcountOffset: draw.pick(big) }),
    incompatible: () => ({ incompatible: 1n << BigInt(draw.below(64)) }),
    refcountOrder: () => ({ refcountOrder: draw.pick([7, 64, 2 ** 32 - 1]) }),
    headerBytes: () => ({ headerBytes: draw.pick([0, 8, 104, 105, 65_536, 2 ** 32 - 8]) }),
    extension: () => ({
      extension: {
        type: draw.pick([0xe2792aca, 0x44415441, 0x0537be77, 1]),
        bytes: draw.pick([8, 70_000, 2 ** 31]),
      },
    }),
  };
  const chosen = [
    draw.pick(Object.values(changes)),
    ...(draw.chance(3) ? [draw.pick(Object.values(changes))] : []),
  ];
  const image = aQcow2(Object.assign({}, ...chosen.map((make) => make())) as Qcow2Changes);
  if (draw.chance(2)) {
    const name = draw.pick(others);
    const at = draw.pick([112, 512, 4_096]);
    image.write(name, at, 'latin1');
    if (draw.chance(2)) image.writeBigUInt64BE(BigInt(at), 8);
    image.writeUInt32BE(name.length, 16);
  }
  if (draw.chance(8)) image.write('CD001', 32_769, 'latin1');
  return draw.chance(4) ? image.subarray(0, draw.below(200)) : image;
}

const marks = [
  'QFI\xfb',
  'QED\0',
  'KDMV',
  'COWD',
  '# Disk DescriptorFile\n',
  'conectix',
  'vhdxfile',
  'LUKS\xba\xbe',
  '\x1f\x8b\x08',
  'PK\x03\x04',
  'BZh9',
];

/** Row 24 and 25: something else that is said to be raw. */
function badRaw(): Buffer {
  const mark = Buffer.from(draw.pick(marks), 'latin1');
  const rest = Buffer.from('\nversion=1\nRW 2048 FLAT "/etc/passwd" 0\n');
  return Buffer.concat([mark, rest, Buffer.from(draw.bytes(draw.below(2_000)))]);
}

/** What must hold of a qcow2 that was taken, read anew without the code that took it. */
function faultOf(image: Buffer): string | null {
  if (image.length < 72 || image.toString('latin1', 0, 4) !== 'QFI\xfb') return 'it is no qcow2';
  if (image.readBigUInt64BE(8) !== 0n) return 'it names another file';
  const version = image.readUInt32BE(4);
  if (version !== 2 && version !== 3) return `version ${version}`;
  if (image.readUInt32BE(32) !== 0) return 'it is encrypted';
  if (image.readBigUInt64BE(24) > BigInt(virtualBytesMax)) return 'its disk is beyond the limit';
  // Of the incompatible features: 1 is an external data file, from 5 on nothing is known.
  if (version === 3 && (image.readBigUInt64BE(72) & ~0b11101n) !== 0n)
    return 'it has a feature nobody knows';
  if (image.readBigUInt64BE(40) + 8n * BigInt(image.readUInt32BE(36)) > BigInt(image.length))
    return 'its table lies behind its end';
  return image.toString('latin1', 32_769, 32_774) === 'CD001' ? 'it is an ISO medium too' : null;
}

describe('images made around attacks', () => {
  let bench: ImageBench;
  let inner: Server;
  let asked = 0;
  let slowest = 0;
  let tried = 0;

  beforeAll(async () => {
    console.log(`hostile images: STRATUS_SEED=${draw.seed} repeats this run`);
    bench = await imageBench();
    inner = createServer((socket) => {
      asked += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => inner.listen(0, '::', resolve)); // both loopbacks
  });
  afterAll(async () => {
    console.log(`hostile images: ${tried} tried, slowest ${Math.round(slowest)} ms`);
    await bench.close();
    await new Promise((resolve) => inner.close(resolve));
  });

  async function timed<Answer>(work: Promise<Answer>): Promise<Answer> {
    const begin = performance.now();
    const answer = await work;
    slowest = Math.max(slowest, performance.now() - begin);
    tried += 1;
    return answer;
  }

  test.each<['qcow2' | 'raw', () => Buffer, number]>([
    ['qcow2', badQcow2, 900],
    ['raw', badRaw, 300],
  ])(
    'said to be %s: what is kept is harmless, what is refused is gone',
    async (format, make, times) => {
      let kept = 0;
      for (let turn = 0; turn < times; turn++) {
        const bytes = make();
        bench.answer = (_request, response) => response.end(bytes);
        const images = await bench.openWithLimits({ virtualBytesMax });
        const image = bench.anImage({
          format,
          digests: [{ algorithm: 'sha256', value: sha256(bytes) }],
        });
        const refusal = await timed(bench.refusal(images, image));
        if (!refusal.startsWith('left behind')) {
          expect(refusal, bytes.toString('hex', 0, 120)).toMatch(/^image[A-Z]/);
          continue;
        }
        kept += 1;
        expect(
          format === 'qcow2' ? faultOf(bytes) : 'a raw disk with the mark of another format',
          bytes.toString('hex', 0, 120),
        ).toBeNull();
        await bench.clear();
      }
      expect(kept).toBeLessThan(times / 2);
    },
  );

  test('gzip that swells, is cut, is doubled or is none is refused and gone', async () => {
    const packed = gzipSync(content);
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const variants: (() => Uint8Array)[] = [
      () => packed.subarray(0, draw.below(packed.length)),
      () => Buffer.concat([packed, gzipSync(Buffer.alloc(1 + draw.below(100_000), 'x'))]),
      () => bomb.subarray(0, bomb.length - draw.below(100)),
      () => Buffer.concat([bomb, bomb]),
      () => draw.bytes(1 + draw.below(3_000)),
      () =>
        Buffer.concat([Buffer.from('PK\x03\x04../../etc/cron.d/x'), Buffer.from(draw.bytes(500))]),
    ];
    const images = await bench.openWithLimits({ inflateRatioMax: 100, virtualBytesMax });
    for (let turn = 0; turn < 120; turn++) {
      const bytes = draw.pick(variants)();
      bench.answer = (_request, response) => response.end(bytes);
      const refusal = await timed(bench.refusal(images, bench.anImage({ compression: 'gz' })));
      expect(refusal).toMatch(/^image[A-Z]/);
    }
  });

  test('digests that are not those of the bytes are never taken', async () => {
    bench.answer = (_request, response) => response.end(content);
    const images = await bench.open();
    for (let turn = 0; turn < 100; turn++) {
      const algorithm = draw.pick(['sha1', 'sha256', 'sha512'] as const);
      const right = createHash(algorithm).update(content).digest('hex');
      const at = draw.below(right.length);
      const value = right.slice(0, at) + (right[at] === '0' ? '1' : '0') + right.slice(at + 1);
      const good = {
        algorithm: 'md5',
        value: createHash('md5').update(content).digest('hex'),
      } as const;
      const digests = draw.chance(2) ? [{ algorithm, value }] : [good, { algorithm, value }];
      expect(await timed(bench.refusal(images, bench.anImage({ digests })))).toMatch(/^image[A-Z]/);
    }
  });

  test('no spelling of an inner address is asked', async () => {
    const images = await bench.open({ rules: strictLocationRules });
    const { port } = inner.address() as AddressInfo;
    for (let turn = 0; turn < 400; turn++) {
      const refusal = await timed(
        bench.refusal(images, bench.anImage({ locations: [innerUrl(draw, port)] })),
      );
      expect(refusal).toMatch(/^image[A-Z]/);
    }
    expect(asked).toBe(0);
    const reachable = await bench.open({
      rules: { ...strictLocationRules, allowPrivateAddresses: true },
    });
    await bench.refusal(reachable, bench.anImage({ locations: [`http://127.0.0.1:${port}/`] }));
    expect(asked).toBeGreaterThan(0); // the listener does hear
  });
});

/** Loopback and link-local in one of the many ways to write them. */
function innerUrl({ pick, below, chance }: Draw, port: number): string {
  const octets = pick([
    [127, 0, 0, 1],
    [127, below(256), below(256), 1 + below(254)],
    [0, 0, 0, 0],
    [169, 254, 169, 254],
  ]);
  const [a, b, c, d] = octets as [number, number, number, number];
  const number = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  const hexPair = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  const host = pick([
    ...[
      octets.join('.'),
      `${number}`,
      `0x${number.toString(16)}`,
      `0${number.toString(8)}`,
      '127.1',
      '0',
    ],
    ...[
      octets.map((one) => `0${one.toString(8)}`).join('.'),
      octets.map((one) => `0x${one.toString(16)}`).join('.'),
    ],
    ...[
      'localhost',
      'LOCALHOST',
      'localhost.',
      `${octets.join('.')}.`,
      '[::1]',
      '[0:0:0:0:0:0:0:1]',
      '[::]',
      '[fe80::1]',
    ],
    ...[
      `[::ffff:${octets.join('.')}]`,
      `[::ffff:${hexPair}]`,
      `[::${hexPair}]`,
      `[64:ff9b::${hexPair}]`,
      `[2002:${hexPair}::]`,
    ],
    ...[
      octets.join('。'),
      octets.join('%2e'),
      '１２７.0.0.1',
      '①②⑦.0.0.1',
      'loc%61lhost',
      'ｌocalhost',
    ],
  ]);
  const before = chance(6) ? pick(['a@', 'a:b@', 'images.example.org@', '@']) : '';
  const scheme = chance(6)
    ? pick(['HTTP:', 'http:/', 'https://', 'http:\\\\', 'ftp://', 'file://'])
    : 'http://';
  return `${scheme}${before}${host}:${port}${pick(['/', '/a', '#x', '?x', '/../..', '\\a'])}`;
}
