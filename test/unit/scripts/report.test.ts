import { describe, expect, test } from 'vitest'
import {
  conclusion,
  countPlaywright,
  countSuite,
  countVitest,
  exitCode,
  failedInPlaywright,
  failedInVitest,
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

test('the failed tests of a vitest report are named, and a file that could not be loaded', () => {
  const testResults = [
    {
      name: 'one.test.ts',
      status: 'failed',
      assertionResults: [
        { status: 'passed', fullName: 'works' },
        { status: 'failed', fullName: 'does not' },
      ],
    },
    { name: 'two.test.ts', status: 'failed', assertionResults: [] },
    { name: 'three.test.ts', status: 'passed', assertionResults: [] },
  ]
  expect(failedInVitest({ testResults })).toEqual([
    'one.test.ts: does not',
    'two.test.ts: the whole file',
  ])
})

test('the failed tests of a Playwright report are named at any depth', () => {
  const specs = [
    { ok: true, file: 'a.spec.ts', title: 'works' },
    { ok: false, file: 'a.spec.ts', title: 'does not' },
  ]
  expect(failedInPlaywright({ suites: [{ suites: [{ specs }] }] })).toEqual(['a.spec.ts: does not'])
})

test('a run ends with what failed, the counts of each suite, and all of them alone', () => {
  const unit = { name: 'unit', passed: 3, failed: 0, skipped: 1, failures: [] }
  const e2e = { name: 'e2e', passed: 1, failed: 1, skipped: 0, failures: ['a.spec.ts: does not'] }
  expect(conclusion([unit, e2e])).toBe(
    'failed: a.spec.ts: does not\nunit: 3 passed, 0 failed, 1 skipped\ne2e: 1 passed, 1 failed\n4 passed, 1 failed, 1 skipped\n',
  )
  expect([exitCode([unit]), exitCode([unit, e2e]), exitCode([])]).toEqual([0, 1, 1])
})
