// Counts of the machine-readable reports that the test runners write. Pure. A suite that broke without a failed test (a
// file that does not compile, an error outside a test, no report at all) still counts as failed.

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Counts of vitest's JSON report. @returns {Counts} */
export function countVitest(report) {
  const files = report.testResults ?? []
  const brokenFiles = files.filter(
    ({ status, assertionResults = [] }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  )
  return {
    passed: report.numPassedTests ?? 0,
    failed: (report.numFailedTests ?? 0) + brokenFiles.length,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  }
}

/** Counts of Playwright's JSON report; a test that passed at its second attempt counts as passed. @returns {Counts} */
export function countPlaywright(report) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report.stats ?? {}
  const outside = report.errors?.length ?? 0
  return { passed: expected + flaky, failed: unexpected + outside, skipped }
}

/**
 * Counts of one suite, from its exit code and its report (undefined when there is none).
 *
 * @returns {Counts}
 */
export function countSuite({ code, report, count }) {
  const counts = report === undefined ? { passed: 0, failed: 1, skipped: 0 } : count(report)
  const silent = counts.failed === 0 && (code !== 0 || counts.passed === 0)
  return silent ? { ...counts, failed: 1 } : counts
}

/** Sum over suites. @param {Counts[]} all @returns {Counts} */
export function total(all) {
  const sum = (key) => all.reduce((result, counts) => result + counts[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/** The line that ends a test run. @param {Counts} counts */
export function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
