// Is what `npm test` leaves out there to be run by hand, told with its reason, and left out only there?

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import {
  LEFT_OUT_OF_NPM_TEST,
  SHORT,
  leftOutFiles,
  leftOutText,
} from '../../../start/test/left-out.mjs';

const checkout = dirname(dirname(dirname(import.meta.dirname)));

test.each(LEFT_OUT_OF_NPM_TEST)('$file is a file of test/real, and its reason is told', (one) => {
  expect(existsSync(join(checkout, 'test/real', one.file))).toBe(true);
  expect(leftOutText()).toContain(`${one.file}: ${one.why}`);
});

test('only npm test leaves them out', () => {
  expect(leftOutFiles({})).toEqual([]);
  expect(leftOutFiles({ [SHORT]: '1' })).toHaveLength(LEFT_OUT_OF_NPM_TEST.length);
});
