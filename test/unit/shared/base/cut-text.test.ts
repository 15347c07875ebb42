import { describe, expect, test } from 'vitest';
import { cutText } from '../../../../shared/base/cut-text.ts';

describe('a text that must fit the contract', () => {
  test.each([
    ['what fits stays', 'hello', 5, 'hello'],
    ['what is longer is cut', 'hello', 4, 'hell'],
    ['bytes count, not characters', 'äöü', 4, 'äö'],
    ['no character is cut in half', 'äöü', 5, 'äö'],
    ['nor a pair of surrogates', 'a😀', 4, 'a'],
    ['a pair that fits stays', '😀', 4, '😀'],
    ['NUL becomes a space', 'a\0b', 9, 'a b'],
    ['half a pair becomes the replacement', 'a\ud83d', 9, 'a\ufffd'],
    ['and the replacement counts', 'a\ud83d', 2, 'a'],
  ])('%s', (_what, text, bytesMax, expected) => {
    expect(cutText(text, bytesMax)).toBe(expected);
  });

  test('has 512 bytes when nothing else is said', () => {
    expect(Buffer.byteLength(cutText('ü'.repeat(1_000)))).toBe(512);
  });
});
