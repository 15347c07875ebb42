import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseRank, rankOf } from '../../../../../scheduler/placement/expression/rank.ts';

const host: Record<string, number | string> = { FREECPU: 350, RUNNING_VMS: 3, MODELNAME: 'Xeon' };

function valueOf(source: string): number {
  const parsed = parseRank(source);
  if (!parsed.ok) throw new Error(`${parsed.reason.message} (${parsed.reason.where})`);
  return rankOf(parsed.value, (name) => host[name]);
}

describe('a rank', () => {
  test.each([
    ['', 0],
    ['FREECPU', 350],
    ['- RUNNING_VMS', -3],
    ['-RUNNING_VMS', -3],
    ['RUNNING_VMS-1', 2],
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 2 - 3', 5],
    ['100 / 10 / 4', 2],
    ['FREECPU / 100', 3],
    ['-(FREECPU / 100)', -3],
    ['- 0.5', 0],
    ['1 / RUNNING_VMS', 0],
    ['5 / NETRX', 0],
    ['MODELNAME + 1', 1],
    ['--2', 2],
    ['2 * -3', -6],
    ['1.5 * 3', 4],
  ])('%s is %d on the host', (source, value) => {
    expect(valueOf(source)).toBe(value);
  });

  test.each([
    ['FREECPU > 1', 9, 'not ">"', 'requirements'],
    ['1 +', 4, 'the end', 'FREECPU'],
    ['"x"', 1, 'the text', 'FREECPU'],
    ['(1', 1, 'not closed', 'Add'],
    ['1)', 2, 'not ")"', 'Remove'],
    ['* 2', 1, 'not "*"', 'FREECPU'],
    ['1 2', 3, 'the number 2', 'number'],
    ['1 % 2', 3, 'no meaning', 'Remove'],
    [`${'-'.repeat(33)}1`, 33, 'deeper than 32', 'fewer'],
  ])('%j is refused at column %d', (source, column, says, advises) => {
    const parsed = parseRank(source);
    expect(parsed).toMatchObject({
      ok: false,
      reason: { reason: 'invalidRank', where: `rank, column ${column}` },
    });
    if (parsed.ok) return;
    expect(parsed.reason.message).toContain(says);
    expect(parsed.reason.whatToDo).toContain(advises);
  });

  test('is a sum of products, whatever the signs and parentheses', () => {
    const factor = fc.tuple(fc.nat(20), fc.boolean());
    const product = fc.array(factor, { minLength: 1, maxLength: 3 });
    const sum = fc.array(fc.tuple(fc.constantFrom('+', '-'), product), { maxLength: 6 });
    fc.assert(
      fc.property(product, sum, (first, rest) => {
        const written = (factors: [number, boolean][]) =>
          factors.map(([number, inside]) => (inside ? `( - ${number})` : `${number}`)).join('*');
        const product = (factors: [number, boolean][]) =>
          factors.reduce((value, [number, inside]) => value * (inside ? -number : number), 1);
        const source = rest.reduce((text, [sign, of]) => text + sign + written(of), written(first));
        const expected = rest.reduce(
          (value, [sign, of]) => (sign === '+' ? value + product(of) : value - product(of)),
          product(first),
        );
        expect(valueOf(source)).toBe(expected + 0);
      }),
    );
  });
});
