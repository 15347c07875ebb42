/** Each planted bug has its place in the code as it is now, once; whether it is found is asked by others. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { plantedBugs } from './planted-bugs.ts';

const project = resolve(import.meta.dirname, '../..');

test('there are enough of them, and no two of one name', () => {
  expect(plantedBugs.length).toBeGreaterThanOrEqual(45);
  expect(new Set(plantedBugs.map(({ name }) => name)).size).toBe(plantedBugs.length);
});

test.each(plantedBugs)('$name', ({ file, find, replace }) => {
  const text = readFileSync(join(project, file), 'utf8');
  expect(text.split(find)).toHaveLength(2);
  expect(text.replace(find, () => replace)).not.toBe(text);
});
