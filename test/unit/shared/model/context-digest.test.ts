import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { canonicalContext, contextDigest } from '../../../../shared/model/context-digest.ts';

const aFile = fc.record({
  name: fc.stringMatching(/^[a-z0-9._-]{1,12}$/),
  bytes: fc.uint8Array({ maxLength: 40 }),
});
const files = fc.uniqueArray(aFile, { maxLength: 5, selector: (file) => file.name });

describe('the digest of a context', () => {
  test('does not depend on the order of its files', () => {
    fc.assert(
      fc.property(files, (some) => contextDigest(some) === contextDigest([...some].reverse())),
    );
  });

  test('differs when a byte moves from one file to the next', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const one = [
      { name: 'a', bytes: bytes('xy') },
      { name: 'b', bytes: bytes('z') },
    ];
    const other = [
      { name: 'a', bytes: bytes('x') },
      { name: 'b', bytes: bytes('yz') },
    ];
    expect(contextDigest(one)).not.toBe(contextDigest(other));
  });

  test('is over this form, which both ends keep for ever', () => {
    const form = canonicalContext([
      { name: 'b', bytes: new Uint8Array([9]) },
      { name: 'a', bytes: new Uint8Array() },
    ]);
    expect(Buffer.from(form).toString('latin1')).toBe(
      'stratus context 1\n\0\0\0\x02\0\0\0\x01a\0\0\0\0\0\0\0\x01b\0\0\0\x01\x09',
    );
    expect(contextDigest([])).toBe(
      '79892ccffbf566924416e27808a30a92f808f78eecdec21867ff503659302553',
    );
  });
});
