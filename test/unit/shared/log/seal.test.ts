import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { systemRandom } from '../../../../shared/base/random.ts';
import { secret } from '../../../../shared/base/secret.ts';
import { open, seal, SealBroken, sealOverheadBytes } from '../../../../shared/log/seal.ts';

const cloudKey = secret(new Uint8Array(32).fill(1));
const plain = new TextEncoder().encode('#!/bin/sh\necho hello\n');

describe('a sealed record', () => {
  test('opens to exactly what was sealed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        const sealed = seal(bytes, cloudKey, systemRandom);
        expect(sealed).toHaveLength(bytes.length + sealOverheadBytes);
        expect(open(sealed, cloudKey)).toEqual(bytes);
      }),
    );
  });

  test('differs each time, so equal records do not show', () => {
    expect(seal(plain, cloudKey, systemRandom)).not.toEqual(seal(plain, cloudKey, systemRandom));
  });

  test('does not hold the plain text', () => {
    const sealed = Buffer.from(seal(plain, cloudKey, systemRandom));
    expect(sealed.includes('hello')).toBe(false);
  });

  test('does not open under another cloud key', () => {
    const other = secret(new Uint8Array(32).fill(2));
    expect(() => open(seal(plain, cloudKey, systemRandom), other)).toThrow(SealBroken);
  });

  test('does not open with any one byte changed', () => {
    const sealed = seal(plain, cloudKey, systemRandom);
    for (let i = 0; i < sealed.length; i++) {
      const changed = sealed.slice();
      changed[i]! ^= 0x40;
      expect(() => open(changed, cloudKey), `byte ${i}`).toThrow(SealBroken);
    }
  });

  test('does not open when it is cut or longer', () => {
    const sealed = seal(plain, cloudKey, systemRandom);
    for (let length = 0; length < sealed.length; length++)
      expect(() => open(sealed.subarray(0, length), cloudKey)).toThrow(SealBroken);
    expect(() => open(Uint8Array.of(...sealed, 0), cloudKey)).toThrow(SealBroken);
  });

  test('a cloud key of another length is a bug, not a broken seal', () => {
    expect(() => seal(plain, secret(new Uint8Array(31)), systemRandom)).toThrow(/32 bytes/);
  });
});
