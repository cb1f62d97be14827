import { expect, test } from 'vitest'
import { boundOf, withRun, worseThan } from '../../../scripts/lib/bench-baseline.mjs'

test('a ratio is worse where it is further above the worst quiet run than that is above the best', () => {
  const baseline = { start: [2, 2.4, 2.2] }
  expect(boundOf(baseline.start)).toBeCloseTo(2.8)
  expect(worseThan([{ name: 'start', ratio: 2.79 }], baseline)).toEqual([])
  expect(worseThan([{ name: 'start', ratio: 2.81 }], baseline)).toMatchObject([
    { name: 'start', ratio: 2.81 },
  ])
})

test('rows that are always the same may be a tenth worse', () => {
  expect(boundOf([1, 1, 1])).toBeCloseTo(1.1)
  expect(worseThan([{ name: 'memory', ratio: 1.11 }], { memory: [1, 1, 1] })).toHaveLength(1)
})

test('fewer than three runs and rows that are new are not judged', () => {
  expect(boundOf([1, 9])).toBeUndefined()
  const rows = [
    { name: 'two', ratio: 100 },
    { name: 'new', ratio: 100 },
  ]
  expect(worseThan(rows, { two: [1, 1] })).toEqual([])
})

test('a run is added to the rows that it measured, and the last five stay', () => {
  const before = { zeta: [1], alpha: [1, 2, 3, 4, 5] }
  const after = withRun(before, [
    { name: 'alpha', ratio: 6 },
    { name: 'new', ratio: 7 },
  ])
  expect(after).toEqual({ alpha: [2, 3, 4, 5, 6], new: [7], zeta: [1] })
  expect(Object.keys(after)).toEqual(['alpha', 'new', 'zeta'])
})

test('what got worse does not become what is usual', () => {
  const before = { start: [2, 2, 2], edit: [1, 1, 1] }
  const after = withRun(before, [
    { name: 'start', ratio: 2.3 },
    { name: 'edit', ratio: 1.05 },
  ])
  expect(after).toEqual({ start: [2, 2, 2], edit: [1, 1, 1, 1.05] })
})
