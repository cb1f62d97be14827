import { describe, expect, test } from 'vitest'
import { outcomeOf, planted } from '../../../scripts/lib/protections/judge.mjs'

const file = 'test/unit/core/a.test.ts'
const pattern = /^refuses .*$/

const vitest = (...states: string[]) => ({
  testResults: [
    {
      name: `/copy/${file}`,
      assertionResults: states.map((status, at) => ({
        title: `refuses ${at}`,
        status,
        failureMessages:
          status === 'failed' ? ['\u001b[31mAssertionError: no\u001b[39m\n  at a'] : [],
      })),
    },
  ],
})

describe('the outcome of a test', () => {
  test.each([
    [vitest('passed', 'passed'), { state: 'passed' }],
    [vitest('passed', 'failed'), { state: 'failed', message: 'AssertionError: no' }],
    [vitest('skipped', 'pending'), { state: 'not run' }],
    [{ testResults: [{ name: `/copy/${file}`, status: 'failed' }] }, { state: 'not run' }],
    [undefined, { state: 'not run' }],
  ])('of vitest: %j', (report, outcome) => {
    expect(outcomeOf(report, { file, pattern })).toEqual(outcome)
  })

  test('is none of a test of another file or title', () => {
    const report = vitest('failed')
    expect(outcomeOf(report, { file: 'test/unit/core/b.test.ts', pattern }).state).toBe('not run')
    expect(outcomeOf(report, { file, pattern: /^accepts .*$/ }).state).toBe('not run')
  })

  test.each([
    [true, 'expected', { state: 'passed' }],
    [false, 'unexpected', { state: 'failed', message: 'Error: no' }],
    [true, 'skipped', { state: 'not run' }],
  ])('of Playwright: %s, %s', (ok, status, outcome) => {
    const results = ok ? [{}] : [{ error: { message: 'Error: no\n  at b' } }]
    const spec = { title: 'refuses it', file: 'e2e/a.spec.ts', ok, tests: [{ status, results }] }
    const report = { suites: [{ file: 'e2e/a.spec.ts', suites: [{ specs: [spec] }] }] }
    expect(outcomeOf(report, { file: 'test/e2e/a.spec.ts', pattern })).toEqual(outcome)
  })
})

test('a break is planted where its text stands once', () => {
  expect(planted('a b c', { find: 'b', put: '$&' })).toBe('a $& c')
  expect(planted('a b b', { find: 'b', put: 'x' })).toBeUndefined()
  expect(planted('a', { find: 'b', put: 'x' })).toBeUndefined()
})
