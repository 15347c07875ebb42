import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { imageIdOfSha1, isImageId, sha1OfImageId } from '../../../../shared/model/image-id.ts';

describe('an image identifier', () => {
  test.each([
    ['c319bbd5afc0a22ba3eaed0507c39383ec28eeff', 'MMZu9WvwKIro-rtBQfDk4PsKO7_'],
    ['1104f3e30c030f8b93f220b04131032dddf51f21', 'BEE8-MMAw-Lk_IgsEExAy3d9R8h'],
    ['22596363b3de40b06f981fb85d82312e8c0ed511', 'CJZY2Oz3kCwb5gfuF2CMS6MDtUR'],
    ['da39a3ee5e6b4b0d3255bfef95601890afd80709', 'No5o-5ea0sNMlW_75VgGJCv2AcJ'],
    ['0'.repeat(40), 'A'.repeat(27)],
    ['f'.repeat(40), `P${'_'.repeat(26)}`],
  ])('of %s is %s, and back', (sha1, identifier) => {
    expect(imageIdOfSha1(sha1)).toBe(identifier);
    expect(sha1OfImageId(identifier)).toBe(sha1);
  });

  test.each([
    '',
    'A'.repeat(26),
    'A'.repeat(28),
    `Q${'A'.repeat(26)}`,
    `A${'+'.repeat(26)}`,
    'BtSKdXa2SvHlSVTvgFgivIYDq-=',
  ])('%j is none', (text) => {
    expect(isImageId(text)).toBe(false);
    expect(sha1OfImageId(text)).toBeNull();
  });

  test('tells its SHA-1, leading zeros too', () => {
    const digits = fc.string({
      unit: fc.constantFrom(...'0123456789abcdef'),
      minLength: 40,
      maxLength: 40,
    });
    fc.assert(fc.property(digits, (sha1) => sha1OfImageId(imageIdOfSha1(sha1)) === sha1));
  });
});
