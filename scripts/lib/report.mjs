// Reads the report files of the test runners. Pure. A suite that broke without a failed test (a file that does not
// compile, an error outside a test, no report at all) still counts as failed.

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

/** Names of the failed tests in vitest's JSON report, each with its file. @returns {string[]} */
export function failedInVitest(report) {
  return (report.testResults ?? []).flatMap(({ name, status, assertionResults = [] }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed')
    if (failed.length === 0) return status === 'failed' ? [`${name}: the whole file`] : []
    return failed.map(({ fullName }) => `${name}: ${fullName}`)
  })
}

/** Counts of Playwright's JSON report; a test that passed at its second attempt counts as passed. @returns {Counts} */
export function countPlaywright(report) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report.stats ?? {}
  const outside = report.errors?.length ?? 0
  return { passed: expected + flaky, failed: unexpected + outside, skipped }
}

/** Names of the failed tests in Playwright's JSON report, each with its file. @returns {string[]} */
export function failedInPlaywright(report) {
  const inSuite = ({ suites = [], specs = [] }) => [
    ...specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file}: ${title}`),
    ...suites.flatMap(inSuite),
  ]
  return (report.suites ?? []).flatMap(inSuite)
}

/**
 * Counts of one suite, from its exit code and its report (undefined if there is none).
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

/** The last line of a test run. @param {Counts} counts */
export function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/**
 * The end of a run of several suites: the failed tests, the counts of each suite, and the total on the last line.
 * @param {(Counts & { name: string, failures?: string[] })[]} results
 */
export function conclusion(results) {
  const failures = results.flatMap(({ failures = [] }) => failures.map((name) => `failed: ${name}`))
  const counts = results.map((result) => `${result.name}: ${summary(result)}`)
  return [...failures, ...counts, summary(total(results))].map((line) => `${line}\n`).join('')
}

/** The exit code of such a run. @param {Counts[]} results */
export function exitCode(results) {
  const { passed, failed } = total(results)
  return failed > 0 || passed === 0 ? 1 : 0
}
