import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeFrame, FrameSplitter } from '../../agent/libvirt/frame.ts';
import {
  array,
  characters,
  double,
  hyper,
  int,
  opaque,
  option,
  string,
  struct,
  uhyper,
  uint,
  union,
  type XdrType,
} from '../../agent/libvirt/xdr-types.ts';
import { XdrError, XdrReader, XdrWriter } from '../../agent/libvirt/xdr.ts';

function encoded<Value>(type: XdrType<Value>, value: Value): Buffer {
  const writer = new XdrWriter();
  type.write(writer, value);
  return writer.finish();
}

const everything = struct({
  int,
  uint,
  hyper,
  uhyper,
  double,
  text: string(1_000),
  id: opaque(16),
  model: characters(32),
  list: array(struct({ name: string(100) }), 20),
  maybe: option(string(100)),
  either: union({ 1: int, 7: string(100) }),
});

const value = fc.record({
  int: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  uint: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  hyper: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  uhyper: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  double: fc.double({ noNaN: true }),
  text: fc.string({ unit: 'grapheme', maxLength: 60 }),
  id: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  model: fc.stringMatching(/^[ -~]{0,31}$/),
  list: fc.array(fc.record({ name: fc.string({ maxLength: 20 }) }), { maxLength: 20 }),
  maybe: fc.option(fc.string({ maxLength: 20 })),
  either: fc.oneof(
    fc.record({ kind: fc.constant(1 as const), value: fc.integer({ min: 0, max: 99 }) }),
    fc.record({ kind: fc.constant(7 as const), value: fc.string({ maxLength: 20 }) }),
  ),
});

describe('XDR', () => {
  test('what was written is read, wholly', () => {
    fc.assert(
      fc.property(value, (written) => {
        const bytes = encoded(everything, written);
        const reader = new XdrReader(bytes);
        expect(bytes.length % 4).toBe(0);
        expect(everything.read(reader)).toEqual(written);
        expect(reader.left).toBe(0);
      }),
    );
  });

  test('any bytes are a value or an XdrError, never anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          everything.read(new XdrReader(Buffer.from(bytes)));
        } catch (error) {
          expect(error).toBeInstanceOf(XdrError);
        }
      }),
    );
  });

  test('a message cut short is an XdrError', () => {
    fc.assert(
      fc.property(value, fc.nat(), (written, cut) => {
        const bytes = encoded(everything, written);
        const short = bytes.subarray(0, cut % bytes.length);
        expect(() => everything.read(new XdrReader(short))).toThrow(XdrError);
      }),
    );
  });

  test.each<[string, () => unknown]>([
    ['a text over its limit', () => encoded(string(3), 'four')],
    ['an array over its limit', () => encoded(array(int, 1), [1, 2])],
    ['another number of bytes', () => encoded(opaque(16), new Uint8Array(15))],
    ['an unknown kind', () => encoded(union({ 1: int }), { kind: 2 as 1, value: 1 })],
    ['a number over 2^31', () => encoded(int, 2 ** 31)],
    ['a negative unsigned number', () => encoded(uint, -1)],
    ['a fraction', () => encoded(uint, 0.5)],
    ['a number over 2^63', () => encoded(hyper, 2n ** 63n)],
  ])('%s is refused before anything is sent', (_what, write) => {
    expect(write).toThrow(XdrError);
  });
});

describe('messages', () => {
  test('come out as they went in, however the stream is cut', () => {
    const body = fc.string({ maxLength: 40 });
    const cuts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(body, { maxLength: 8 }), cuts, (bodies, sizes) => {
        const head = { program: 1, procedure: 2, type: 1, serial: 3, status: 0 };
        const text = string(1_000);
        const stream = Buffer.concat(
          bodies.map((one) => encodeFrame(head, (writer) => text.write(writer, one))),
        );
        const splitter = new FrameSplitter();
        const out: string[] = [];
        for (let at = 0, i = 0; at < stream.length; i++) {
          const end = at + sizes[i % sizes.length]!;
          splitter.push(stream.subarray(at, end), (frame) => out.push(text.read(frame.body)));
          at = end;
        }
        expect(out).toEqual(bodies);
      }),
    );
  });
});
