import { expect, test } from 'vitest'
import { expectNoSquare, loadCounted, withChoices } from '../support/runner/growth'

const planted = await loadCounted<typeof import('../support/runner/planted-growth')>(
  'test/support/runner/planted-growth.ts',
)
const numbers = (size: number) => Array.from({ length: size }, (_, index) => index)
const spaces = (size: number) => `${' '.repeat(size)}x`

test.each([
  ['looks at each pair', () => expectNoSquare(numbers, planted.pairs, 512)],
  ['searches each in all', () => expectNoSquare(numbers, planted.searches, 512)],
  ['backtracks from each letter', () => expectNoSquare(spaces, planted.backtracks, 2048)],
])('work that %s is found', async (_, act) => {
  await expect(act()).rejects.toThrow('growth of the work')
})

test.each([
  ['looks at each one', () => expectNoSquare(numbers, planted.sum, 4096)],
  ['sorts', () => expectNoSquare(numbers, planted.sort, 4096)],
  ['has one step of forty times the work', () => expectNoSquare(numbers, planted.step, 4096)],
  ['goes on from each match', () => expectNoSquare(spaces, planted.matches, 4096)],
])('work that %s is fine', async (_, act) => {
  await act()
})

test('work that is not counted is refused', async () => {
  await expect(expectNoSquare(numbers, () => 1, 64)).rejects.toThrow('loadCounted')
})

test('a pattern with choices matches the same', () => {
  expect(withChoices(String.raw`\(a?(?<x>b|c)+[\]?]*\k<x>{2,}?(?:d){3}`)).toBe(
    String.raw`\((?:a|(?!))?(?<x>b|c|(?!))+(?:[\]?]|(?!))*(?:\k<x>|(?!)){2,}?(?:d|(?!)){3}`,
  )
})
