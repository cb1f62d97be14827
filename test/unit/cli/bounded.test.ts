import { expect, test } from 'vitest'
import { bounded } from '../../../src/cli/bounded'

test('what people have is printed whole', () => {
  const result = { words: 'Renamed', lines: [{ before: 'x'.repeat(50_000), after: null, n: 1 }] }
  expect(bounded(result)).toEqual(result)
})

test.each<[string, unknown]>([
  ['a text of megabytes', { before: 'x'.repeat(5_000_000) }],
  ['many texts', Array.from({ length: 900 }, () => ({ before: 'x'.repeat(10_000) }))],
  ['many entries', Array.from({ length: 50_000 }, () => ({ words: 'x'.repeat(1000) }))],
])('%s ends in about a million characters', (_what, result) => {
  const text = JSON.stringify(bounded(result))
  expect(text.length).toBeLessThan(1_200_000)
})

test('of a list of lists each has its first thousand entries', () => {
  const list = Array.from({ length: 1500 }, (_item, at) => at)
  expect(bounded({ list: [list] })).toEqual({ list: [list.slice(0, 1000)] })
})
