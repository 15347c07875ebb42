// How are the results of several runs told in one line that a machine can read?

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

/** @param {Counts} one @param {Counts} other @returns {Counts} */
export const addCounts = (one, other) => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
});

/**
 * @param {{numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests?: number}} report
 *   what vitest wrote as JSON
 * @param {boolean} good did vitest itself end well? A file that could not be loaded fails without a failed test.
 * @returns {Counts}
 */
export function countsOf(report, good) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests === 0 && !good ? 1 : report.numFailedTests,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/**
 * What did not hold, said once more at the end, where thousands of lines of good news do not hide it.
 *
 * @param {{testResults: {name: string, status: string, message?: string, assertionResults: {fullName: string,
 *   status: string, failureMessages?: string[]}[]}[]}} report what vitest wrote as JSON
 * @returns {string[]} for each failed test, or file that could not be loaded, its name and the first lines of its message
 */
export const failuresOf = (report) =>
  report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [told(name, message ?? '')];
    return failed.map((test) =>
      told(`${name}: ${test.fullName}`, test.failureMessages?.join('\n') ?? ''),
    );
  });

const TOLD_LINES = 12;
/** A counterexample may be pages in one line, and push the name of its test out of what is kept. */
const TOLD_CHARACTERS = 300;

const told = (title, message) =>
  [
    title,
    ...message
      .split('\n')
      .slice(0, TOLD_LINES)
      .map((line) => `    ${line.slice(0, TOLD_CHARACTERS)}`),
  ].join('\n');

/** @param {Counts} counts */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
