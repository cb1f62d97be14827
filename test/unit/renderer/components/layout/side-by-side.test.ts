import fc from 'fast-check'
import { expect, it } from 'vitest'
import { besideEachOther } from '../../../../../src/renderer/components/layout/side-by-side'
import { textDifference } from '../../../../../src/core/compare/text-difference'

const rows = (left: string, right: string) => besideEachOther(textDifference(left, right))

it('puts a changed line beside what it became, and a lone one beside nothing', () => {
  expect(rows('a\nb\nc', 'a\nx\nc\nd')).toEqual([
    { kind: 'line', same: true, left: 'a', right: 'a' },
    { kind: 'line', same: false, left: 'b', right: 'x' },
    { kind: 'line', same: true, left: 'c', right: 'c' },
    { kind: 'line', same: false, right: 'd' },
  ])
  expect(rows('a', 'a')).toEqual([])
})

it('shows every line of both sides, in order, but for those that are left out', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 20 })
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [left, right] = [one.join('\n'), other.join('\n')]
      if (left === right || left === '' || right === '') return
      const shown = rows(left, right)
      const skipped = shown.reduce((sum, row) => sum + (row.kind === 'skipped' ? row.count : 0), 0)
      const side = (which: 'left' | 'right') =>
        shown.flatMap((row) =>
          row.kind === 'line' && row[which] !== undefined ? [row[which]] : [],
        )
      expect(side('left').length + skipped).toBe(left.split('\n').length)
      expect(side('right').length + skipped).toBe(right.split('\n').length)
      for (const row of shown) {
        if (row.kind === 'line' && row.same) expect(row.left).toBe(row.right)
      }
    }),
  )
})
