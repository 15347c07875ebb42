import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compileGlob, matchesGlob } from '../../../../../scheduler/placement/expression/glob.ts';

const matches = (pattern: string, text: string) => matchesGlob(compileGlob(pattern), text);

describe('a shell pattern', () => {
  test.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['a*', 'a', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*ab*ab*', 'xabab', true],
    ['*ab*ab*', 'xab', false],
    ['a**b', 'axb', true],
    ['?', '', false],
    ['?b', 'ab', true],
    ['[abc]x', 'bx', true],
    ['[a-c]', 'd', false],
    ['[^a-c]', 'd', true],
    ['[]]', ']', true],
    ['[!]]', ']', false],
    ['[a-]', '-', true],
    ['[', '[', true],
    ['[ab', '[ab', true],
    ['\\*', '*', true],
    ['\\*', 'x', false],
    ['\\', '\\', true],
    ['[]', '[]', true],
  ])('%j against %j: %s', (pattern, text, match) => {
    expect(matches(pattern, text)).toBe(match);
  });

  test('matches what the regular expression of the same meaning matches', () => {
    const characters = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 12 });
    const texts = fc.array(fc.constantFrom('a', 'b'), { maxLength: 12 });
    fc.assert(
      fc.property(characters, texts, (pattern, text) => {
        const translated = pattern.map((c) => (c === '*' ? '.*' : c === '?' ? '.' : c)).join('');
        expect(matches(pattern.join(''), text.join(''))).toBe(
          new RegExp(`^${translated}$`).test(text.join('')),
        );
      }),
      { numRuns: 3000 },
    );
  });

  test('finds pieces longer than a machine word', () => {
    for (const length of [31, 32, 33, 63, 64, 65, 200]) {
      const piece = 'a'.repeat(length - 1) + 'b';
      expect(matches(`*${piece}*c`, `${'a'.repeat(length)}${piece}aac`)).toBe(true);
      expect(matches(`*${piece}*c`, `${piece.slice(1)}${piece.slice(1)}c`)).toBe(false);
    }
  });

  test('knows more different characters than it keeps masks of', () => {
    const text = Array.from({ length: 600 }, (_, i) => String.fromCharCode(300 + i)).join('');
    expect(matches('*\u0379?[!x]\u037c*', text)).toBe(true);
    expect(matches('*\u0379?[!\u037b]\u037c*', text)).toBe(false);
  });

  test('never tries a piece at more places than the text has, however many stars there are', () => {
    expect(matches(`${'*a'.repeat(2000)}*b`, 'a'.repeat(20_000))).toBe(false);
  });
});
