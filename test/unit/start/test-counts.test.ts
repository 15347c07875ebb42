// The closing line of `npm test`.

import { expect, test } from 'vitest';
import { addCounts, closingLine, countsOf, failuresOf } from '../../../start/test/test-counts.mjs';

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

test('what failed is named with the first lines of its message', () => {
  const aTest = (fullName: string, status: string, failureMessages: string[] = []) => ({
    fullName,
    status,
    failureMessages,
  });
  const report = {
    testResults: [
      { name: 'good.test.ts', status: 'passed', assertionResults: [aTest('holds', 'passed')] },
      { name: 'unread.test.ts', status: 'failed', message: 'no such file', assertionResults: [] },
      {
        name: 'bad.test.ts',
        status: 'failed',
        assertionResults: [
          aTest('holds', 'passed'),
          aTest('breaks', 'failed', [
            `expected 1\nto be 2\n${'long '.repeat(999)}${'\nat a place'.repeat(40)}`,
          ]),
        ],
      },
    ],
  };
  const [unread, breaks, ...others] = failuresOf(report);
  expect(unread).toBe('unread.test.ts\n    no such file');
  expect(breaks?.split('\n').slice(0, 3)).toEqual([
    'bad.test.ts: breaks',
    '    expected 1',
    '    to be 2',
  ]);
  expect(breaks?.split('\n')).toHaveLength(13);
  expect(breaks!.length).toBeLessThan(1000);
  expect(others).toEqual([]);
});
