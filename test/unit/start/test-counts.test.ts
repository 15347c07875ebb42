// The closing line of `npm test`.

import { expect, test } from 'vitest';
import { addCounts, closingLine, countsOf } from '../../../start/test-counts.mjs';

const aReport = (numPassedTests: number, numFailedTests: number, numPendingTests = 0) => ({
  numPassedTests,
  numFailedTests,
  numPendingTests,
});

test.each([
  [aReport(3, 0), true, '3 passed, 0 failed'],
  [aReport(3, 1, 2), false, '3 passed, 1 failed, 2 skipped'],
  [aReport(3, 0), false, '3 passed, 1 failed'],
])('%j, ended well: %s, is told as "%s"', (report, good, line) => {
  expect(closingLine(countsOf(report, good))).toBe(line);
});

test('several runs are one line', () => {
  const sum = addCounts(
    { passed: 1, failed: 2, skipped: 3 },
    { passed: 10, failed: 20, skipped: 30 },
  );
  expect(closingLine(sum)).toBe('11 passed, 22 failed, 33 skipped');
});
