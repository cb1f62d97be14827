import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { judge, patternOf } from '../../../scripts/lib/mutation.mjs'

/** What stands in the list. */
interface Left {
  readonly file: string
  readonly within?: string
  readonly original: string
  readonly reason: string
}
const root = join(import.meta.dirname, '../../..')
const left: readonly Left[] = JSON.parse(
  readFileSync(join(root, 'test/mutations-left.json'), 'utf8'),
)

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
    expect(judge('a run', [report], [])).toEqual({
      name: 'a run',
      passed: 2,
      failed: 2,
      skipped: 0,
      failures: [`${file}:2: a && b -> true`, `${file}:2: a && b -> a || b`],
    })
  })

  test('lets a fault stay that has its reason, wherever its line has gone', () => {
    const report = reportOf(mutant('Survived', 'true'))
    const reason = { file, original: 'a &&\n     b', planted: 'true', reason: 'Only faster.' }
    expect(judge('a run', [report], [reason])).toMatchObject({ passed: 0, failed: 0, skipped: 1 })
    const others = [
      { ...reason, planted: 'false' },
      { ...reason, file: 'src/core/b.ts' },
    ]
    expect(judge('a run', [report], others)).toMatchObject({ failed: 1 })
  })

  test('takes a reason that names its line for that line alone', () => {
    const report = reportOf(mutant('Survived', 'true'))
    const reason = { file, original: 'a &&\n     b', planted: 'true', reason: 'Only faster.' }
    const judged = (within: string) => judge('a run', [report], [{ ...reason, within }])
    expect(judged('return a &&')).toMatchObject({ failed: 0, skipped: 1 })
    expect(judged('return b &&')).toMatchObject({ failed: 1, skipped: 0 })
  })

  test('does not name what more tests saw, when it was planted again for them', () => {
    const near = reportOf(
      mutant('Killed', 'false'),
      mutant('Survived', 'true'),
      mutant('Survived', 'a'),
    )
    const far = reportOf(mutant('Killed', 'true'), mutant('Survived', 'a'))
    expect(judge('a run', [near, far], [])).toMatchObject({
      passed: 2,
      failures: [`${file}:2: a && b -> a`],
    })
    // One that may stay is not planted again, and stays.
    const reason = { file, original: 'a &&\n     b', planted: 'true', reason: 'Only faster.' }
    expect(judge('a run', [near, far], [reason])).toMatchObject({
      passed: 1,
      failed: 1,
      skipped: 1,
    })
  })

  test('takes folders whole, and files and lines of a file as they are', () => {
    expect(patternOf('src/core/take')).toBe('src/core/take/**/*.ts')
    expect(patternOf(file)).toBe(file)
    expect(patternOf(`${file}:10-20`)).toBe(`${file}:10-20`)
  })
})

test('every fault that may stay is of a line that still stands, and says why', () => {
  for (const { file: of, within, original, reason } of left) {
    const text = readFileSync(join(root, of), 'utf8')
    expect(text, of).toContain(original)
    if (within !== undefined) expect(text.split('\n').map((line) => line.trim())).toContain(within)
    expect(reason, original).toMatch(/^\p{Lu}.{10,}\.$/u)
  }
})
