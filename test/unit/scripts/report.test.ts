import { describe, expect, test } from 'vitest'
import {
  countPlaywright,
  countSuite,
  countVitest,
  summary,
  total,
} from '../../../scripts/lib/report.mjs'

const vitest = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 }

describe('counts of a vitest report', () => {
  test('adds up passed, failed and skipped tests', () => {
    const testResults = [{ status: 'failed', assertionResults: [{ status: 'failed' }] }]
    expect(countVitest({ ...vitest, testResults })).toEqual({ passed: 3, failed: 1, skipped: 2 })
  })

  test('counts a file that could not be loaded as one failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }]
    expect(countVitest({ ...vitest, numFailedTests: 0, testResults }).failed).toBe(1)
  })
})

describe('counts of a Playwright report', () => {
  test('takes its statistics and the errors outside tests', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }
    const counts = countPlaywright({ stats, errors: [{ message: 'no such file' }] })
    expect(counts).toEqual({ passed: 5, failed: 2, skipped: 2 })
  })
})

describe('counts of a suite', () => {
  const count = () => ({ passed: 2, failed: 0, skipped: 0 })
  const none = () => ({ passed: 0, failed: 0, skipped: 3 })

  test('keeps the counts of a run that went well', () => {
    expect(countSuite({ code: 0, report: {}, count })).toEqual({ passed: 2, failed: 0, skipped: 0 })
  })

  test('fails without a report, even when the runner said nothing was wrong', () => {
    expect(countSuite({ code: 0, report: undefined, count }).failed).toBe(1)
  })

  test('fails when the runner crashed after its tests had passed', () => {
    expect(countSuite({ code: 1, report: {}, count })).toEqual({ passed: 2, failed: 1, skipped: 0 })
  })

  test('fails when no test ran', () => {
    expect(countSuite({ code: 0, report: {}, count: none }).failed).toBe(1)
  })
})

test('the summary names skipped tests only when there are some', () => {
  const one = { passed: 1, failed: 0, skipped: 0 }
  expect(summary(total([one, one]))).toBe('2 passed, 0 failed')
  expect(summary(total([one, { ...one, failed: 1, skipped: 2 }]))).toBe(
    '2 passed, 1 failed, 2 skipped',
  )
})
