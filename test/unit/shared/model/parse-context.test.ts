import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseContext } from '../../../../shared/model/parse-context.ts';
import type { PairSeparator } from '../../../../shared/model/parse-context.ts';

function pairs(text: string, separator: PairSeparator) {
  const parsed = parseContext(Buffer.from(text, 'latin1'), separator);
  if (!parsed.ok) return parsed.reason.message;
  return parsed.value.map(({ name, value }) => [name, Buffer.from(value).toString('latin1')]);
}

describe('context text', () => {
  test.each<[string, PairSeparator, [string, string][]]>([
    ['', '\n', []],
    ['A=1', '\n', [['A', '1']]],
    [
      'A=1\nB=2\n',
      '\n',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    [
      'A=1\n\n\nB=2',
      '\n',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    ['A=', '\n', [['A', '']]],
    ['A=b=c', '\n', [['A', 'b=c']]],
    [
      'A=1#B=2',
      '#',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    ['A=1#2', '\n', [['A', '1#2']]],
    [
      'A=1\n2#B=3',
      '#',
      [
        ['A', '1\n2'],
        ['B', '3'],
      ],
    ],
    ['A= "x" \r', '\n', [['A', ' "x" \r']]],
    ['A=\xff\xfe\x00', '\n', [['A', '\xff\xfe\x00']]],
  ])('%j by %j gives %j', (text, separator, expected) => {
    expect(pairs(text, separator)).toEqual(expected);
  });

  test.each<[string, PairSeparator, string]>([
    ['A=1\nnonsense\nB=2', '\n', 'nonsense'],
    ['A=1#nonsense', '#', 'nonsense'],
  ])('%j by %j is refused in the words of StratusLab', (text, separator, line) => {
    expect(pairs(text, separator)).toBe(
      `Error while parsing contextualization file.\nSyntax error in line \`${line}\``,
    );
  });

  test('keeps every byte of every value', () => {
    const value = fc
      .uint8Array({ maxLength: 30 })
      .map((bytes) => bytes.filter((byte) => byte !== 10));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 8 }), (values) => {
        const text = Buffer.concat(
          values.map((bytes, i) =>
            Buffer.concat([Buffer.from(`K${i}=`), bytes, Buffer.from('\n')]),
          ),
        );
        const parsed = parseContext(text, '\n');
        expect(parsed.ok && parsed.value.map(({ value }) => [...value])).toEqual(
          values.map((bytes) => [...bytes]),
        );
      }),
    );
  });
});
