import { expect, test } from 'vitest'
import type { PairMemory } from '../../../../src/core/compare/memory'
import { pairDifferences } from '../../../../src/core/team-folder/difference'

const nothing: PairMemory = { expected: [], matched: [], apart: [], forward: [], backward: [] }
const expected = (...items: PairMemory['expected']) => ({ ...nothing, expected: items })

test.each([
  ['organization', 'label', undefined, undefined, 'Label of all organizations'],
  ['organization', '', undefined, undefined, 'The whole of all organizations'],
  ['connection', 'client_id', undefined, undefined, 'Client ID of all connections'],
  ['connection', '', undefined, undefined, 'The whole of all connections'],
  ['method', '', undefined, undefined, 'The whole of all settings of a method'],
  ['connection', 'client_id', 'oidc:a', undefined, 'Client ID of oidc:a and none'],
  ['connection', 'client_id', undefined, 'oidc:b', 'Client ID of none and oidc:b'],
  ['connection', '', 'oidc:a', 'oidc:b', 'The whole of oidc:a and oidc:b'],
] as const)(
  'an expected difference (%s “%s”) is told in words',
  (kind, field, left, right, words) => {
    const item = { kind, field, ...(left ? { left } : {}), ...(right ? { right } : {}) }
    const about = 'Expected difference'
    expect(pairDifferences(expected(item), undefined)).toEqual([{ about, app: words }])
    expect(pairDifferences(undefined, expected(item))).toEqual([{ about, folder: words }])
    expect(pairDifferences(expected(item), expected(item))).toEqual([])
  },
)
