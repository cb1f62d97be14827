import fc from 'fast-check'
import { expect, it } from 'vitest'
import { tagLines, textDifference } from '../../../../src/core/compare/text-difference'
import { expectNoSquare, loadCounted } from '../../../support/runner/growth'

const counted = await loadCounted<typeof import('../../../../src/core/compare/text-difference')>(
  'src/core/compare/text-difference.ts',
)

const lines = fc.array(fc.constantFrom('a', 'b', '', '}', '  c'), { minLength: 1, maxLength: 30 })

it('gives both texts back: what is the same and removed, what is the same and added', () => {
  fc.assert(
    fc.property(lines, lines, (left, right) => {
      const before = left.join('\n')
      const after = right.join('\n')
      const result = textDifference(before, after)
      if (before === after) return result.length === 0
      const side = (other: 'added' | 'removed') => {
        let at = 0
        const source = other === 'added' ? before : after
        const from = source === '' ? [] : source.split('\n')
        return result.flatMap((line) => {
          if (line.kind === other) return []
          if (line.kind !== 'skipped') {
            at += 1
            return [line.text]
          }
          at += line.count
          return from.slice(at - line.count, at)
        })
      }
      expect(side('added').join('\n')).toBe(before)
      expect(side('removed').join('\n')).toBe(after)
      return true
    }),
    { numRuns: 1000 },
  )
})

it('shows a change with three lines around it', () => {
  const text = (changed: string) =>
    [...Array(20).keys()].map((line) => (line === 10 ? changed : `line ${line}`)).join('\n')
  expect(textDifference(text('old'), text('new'))).toEqual([
    { kind: 'skipped', count: 7 },
    ...['line 7', 'line 8', 'line 9'].map((line) => ({ kind: 'same', text: line })),
    { kind: 'removed', text: 'old' },
    { kind: 'added', text: 'new' },
    ...['line 11', 'line 12', 'line 13'].map((line) => ({ kind: 'same', text: line })),
    { kind: 'skipped', count: 6 },
  ])
})

it('stays quick with tens of thousands of lines that repeat', async () => {
  await expectNoSquare(
    (lines) => ['</tag>\n'.repeat(lines), `new\n${'</tag>\n'.repeat(lines * 0.75)}new`] as const,
    ([before, after]) => expect(counted.textDifference(before, after).length).toBeGreaterThan(0),
    32_000,
  )
})

it('gives each tag of metadata its own line', () => {
  expect(tagLines('<a><b>x</b> <c/></a>')).toBe('<a>\n<b>x</b>\n<c/>\n</a>')
})
