import { expect, test } from 'vitest'
import { valueWords } from '../../../../src/core/fields/value-words'
import type { JsonValue } from '../../../../src/core/model/json'
import { toMapperUrl } from '../../../../src/core/model/mapper-text'

const nameOf = (key: string) => (key === 'o' ? 'One' : undefined)

test.each<[field: string, value: JsonValue | undefined, words: string | RegExp | undefined]>([
  ['label', undefined, undefined],
  ['label', null, undefined],
  ['label', '', '(empty)'],
  ['label', 'A', 'A'],
  ['organization_id', 'o', 'One'],
  ['organization_id', 'p', 'p'],
  ['provider', 'google', 'Google'],
  ['mapper_url', toMapperUrl('{}'), /^[0-9a-f]{4}…[0-9a-f]{4}$/],
  ['mapper_url', 'https://x.example/a', 'https://x.example/a'],
  ['scope', [], '(none)'],
  ['scope', ['a', 'b'], 'a, b'],
  ['requested_claims', { a: [1] }, '{"a":[1]}'],
])('a value of %s, %j, is told as %s', (field, value, words) => {
  const told = valueWords(field, value, nameOf)
  if (words instanceof RegExp) expect(told).toMatch(words)
  else expect(told).toBe(words)
})
