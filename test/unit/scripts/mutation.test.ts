import { describe, expect, test } from 'vitest'
import { judge, patternOf } from '../../../scripts/lib/mutation.mjs'

const file = 'src/core/a.ts'
const mutant = (status: string, planted: string) => ({
  status,
  replacement: planted,
  location: { start: { line: 2, column: 8 }, end: { line: 3, column: 7 } },
})
const reportOf = (...mutants: object[]) => ({
  files: { [file]: { source: 'first\nreturn a &&\n     b\n', mutants } },
})

describe('a run that plants faults', () => {
  test('names each fault that no test saw, where it stands', () => {
    const report = reportOf(
      mutant('Killed', 'false'),
      mutant('Timeout', 'a'),
      mutant('Survived', 'true'),
      mutant('NoCoverage', 'a || b'),
      mutant('Ignored', 'b'),
    )
    expect(judge('a run', [report])).toEqual({
      name: 'a run',
      passed: 2,
      failed: 2,
      skipped: 0,
      failures: [`${file}:2: a && b -> true`, `${file}:2: a && b -> a || b`],
    })
  })

  test('lets a tenth of the faults pass unseen', () => {
    const many = Array.from({ length: 9 }, () => mutant('Killed', 'false'))
    expect(judge('a run', [reportOf(...many, mutant('Survived', 'true'))])).toMatchObject({
      passed: 9,
      failed: 0,
      skipped: 1,
    })
  })

  test('does not name what more tests saw, when it was planted again for them', () => {
    const near = reportOf(
      mutant('Killed', 'false'),
      mutant('Survived', 'true'),
      mutant('Survived', 'a'),
    )
    const far = reportOf(mutant('Killed', 'true'), mutant('Survived', 'a'))
    expect(judge('a run', [near, far])).toMatchObject({
      passed: 2,
      failures: [`${file}:2: a && b -> a`],
    })
  })

  test('takes folders whole, and files and lines of a file as they are', () => {
    expect(patternOf('src/core/take')).toBe('src/core/take/**/*.ts')
    expect(patternOf(file)).toBe(file)
    expect(patternOf(`${file}:10-20`)).toBe(`${file}:10-20`)
  })
})
