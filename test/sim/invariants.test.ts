/** Each invariant is looked at where its table says, or is said not to be offered. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { invariants } from './invariants.ts';

const numbers = Array.from({ length: 24 }, (_, i) => `I${i + 1}`);

test('all 24 are in the table, in their order', () => {
  expect(Object.keys(invariants)).toEqual(numbers);
});

test.each(Object.entries(invariants))('%s is reported where the table says', (number, one) => {
  const silent = one.reportedBy.filter(
    (file) => !readFileSync(join(import.meta.dirname, file), 'utf8').includes(`${number}`),
  );
  expect(silent).toEqual([]);
  expect(one.reportedBy.length > 0).toBe(one.looked !== 'never');
});
