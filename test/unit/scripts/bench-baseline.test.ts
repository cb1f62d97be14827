import { expect, test } from 'vitest'
import { boundOf, withRun, worseThan } from '../../../scripts/lib/bench-baseline.mjs'

test('a ratio is worse where noise of so many runs does not explain it', () => {
  const three = [2, 2.4, 2.2]
  const eight = [2, 2.4, 2.2, 2.1, 2.2, 2.3, 2.2, 2.1]
  // The fewer are known, the less they say of how far two runs are apart.
  expect(boundOf(three)).toBeCloseTo(7.44)
  expect(boundOf(eight)).toBeCloseTo(2.92)
  const judged = (ratio: number) => worseThan([{ name: 'start', ratio }], { start: eight })
  expect(judged(2.91)).toEqual([])
  expect(judged(2.93)).toMatchObject([{ name: 'start', ratio: 2.93 }])
})

test('a row that noise of its runs explains did not get worse', () => {
  const known = { start: [2, 2.4, 2.2, 2.1, 2.2, 2.3, 2.2, 2.1] }
  const judged = (lowest: number, slowestFloor: number) =>
    worseThan(
      [
        {
          name: 'start',
          ratio: 3,
          floor: { ms: 100, spread: { lowest: 90, highest: slowestFloor } },
          subject: { ms: 300, spread: { lowest, highest: 400 } },
        },
      ],
      known,
    )
  expect(judged(220, 100)).toEqual([])
  expect(judged(270, 125)).toEqual([])
  expect(judged(270, 120)).toMatchObject([{ name: 'start', ratio: 3 }])
})

test('a row that takes a millisecond more than before did not get worse', () => {
  const judged = (ms: number) =>
    worseThan([{ name: 'claims', ratio: ms / 100, floor: { ms: 100 }, subject: { ms } }], {
      claims: [0.002, 0.002, 0.003],
    })
  expect(judged(2.5)).toEqual([])
  expect(judged(2.7)).toMatchObject([{ name: 'claims' }])
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

test('a run is added to the rows that it measured, and the last eight stay', () => {
  const before = { zeta: [1], alpha: [1, 2, 3, 4, 5, 6, 7, 8] }
  const after = withRun(before, [
    { name: 'alpha', ratio: 9 },
    { name: 'new', ratio: 7 },
  ])
  expect(after).toEqual({ alpha: [2, 3, 4, 5, 6, 7, 8, 9], new: [7], zeta: [1] })
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
