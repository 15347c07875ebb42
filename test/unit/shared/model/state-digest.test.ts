import { describe, expect, test } from 'vitest';
import { canonicalDump } from '../../../../shared/model/state-digest.ts';

describe('the canonical dump', () => {
  test.each([
    ['an object', { b: 1, a: [2, null] }, '{"a":[2,null],"b":1}'],
    ['a key that begins another', { 'a!': 1, a: 2 }, '{"a":2,"a!":1}'],
    ['a map by its keys', new Map([['a/b', 1] as const, ['a', 2] as const]), '{"a":2,"a/b":1}'],
    ['a set by its members', new Set(['a!', 'a']), '["a","a!"]'],
    [
      'keys as their bytes, not as UTF-16',
      { '\u{1f600}': 1, '\uff5e': 2 },
      '{"\uff5e":2,"\u{1f600}":1}',
    ],
    ['bytes as hexadecimal text', { seal: Uint8Array.of(0, 171) }, '{"seal":"00ab"}'],
    ['nothing as null', { a: undefined }, '{"a":null}'],
  ])('of %s', (_what, value, dump) => {
    expect(canonicalDump(value)).toBe(dump);
  });

  test('does not show in which order things were put in', () => {
    const forth = new Map([['x', { a: 1, b: 2 }] as const, ['y', { a: 3, b: 4 }] as const]);
    const back = new Map([['y', { b: 4, a: 3 }] as const, ['x', { b: 2, a: 1 }] as const]);
    expect(canonicalDump(forth)).toBe(canonicalDump(back));
  });
});
