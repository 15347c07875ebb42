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

/** @param {Counts} counts */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
