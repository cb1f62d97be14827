import { expect, test } from 'vitest'
import { deepestWalked, isTooDeep } from '../../../../src/core/model/json-depth'

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

test.each([
  ['[]', false],
  [nested(deepestWalked), false],
  [nested(deepestWalked + 1), true],
  ['{"a":'.repeat(deepestWalked + 1), true],
  [JSON.stringify('['.repeat(1000)), false],
  [JSON.stringify(`\\"${'{'.repeat(1000)}`), false],
  [JSON.stringify({ '[[[': '"\\' }), false],
  [`["\\\\",${nested(deepestWalked)}]`, true],
  [JSON.stringify([`"${'['.repeat(1000)}`]), false],
  [`["${'['.repeat(1000)}`, false],
  [`[${Array.from({ length: 1000 }, () => '[]').join()}]`, false],
])('%s is too deep: %s', (json, expected) => {
  expect(isTooDeep(json)).toBe(expected)
})

test('a limit of one’s own counts in the place of the usual one', () => {
  expect(isTooDeep(nested(3), 2)).toBe(true)
  expect(isTooDeep(nested(3), 3)).toBe(false)
})
