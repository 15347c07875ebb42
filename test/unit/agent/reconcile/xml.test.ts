import { describe, expect, it } from 'vitest';

import { element } from '../../../../agent/reconcile/xml.ts';

describe('element', () => {
  it.each([
    ['no children', element('acpi', {}), '<acpi/>'],
    ['text', element('name', {}, 'a & b'), '<name>a &amp; b</name>'],
    ['a number', element('memory', { unit: 'MiB' }, 96), '<memory unit="MiB">96</memory>'],
    ['an absent attribute', element('a', { b: undefined, c: 'd' }), '<a c="d"/>'],
    ['an absent child', element('a', {}, null, element('b', {})), '<a><b/></a>'],
    ['a prefix', element('stratus:machine', {}), '<stratus:machine/>'],
    ['a line feed in an attribute', element('a', { b: 'c\nd' }), '<a b="c&#10;d"/>'],
  ])('writes %s', (_what, built, expected) => {
    expect(built.text).toBe(expected);
  });

  it.each(['', ' a', 'a b', 'a>', '-a', '1a', 'a:b:c', ':a', 'a"', 'a/', 'é', '__proto__'])(
    'refuses the name %j',
    (name) => {
      expect(() => element(name, {})).toThrow(RangeError);
      expect(() => element('a', { [name]: 'x', z: 1 })).toThrow(RangeError);
    },
  );

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses the number %d', (number) => {
    expect(() => element('a', {}, number)).toThrow(RangeError);
  });
});
