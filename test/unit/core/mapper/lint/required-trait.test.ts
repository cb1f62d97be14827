import { describe, expect, it } from 'vitest'
import { lintMapper } from '../../../../../src/core/mapper/lint/lint'
import type { JsonObject } from '../../../../../src/core/model/json'
import { traits } from '../../../../support/mapping/lint'

describe('what the schema requires', () => {
  const properties: JsonObject = {
    name: { type: 'object', properties: { first: {}, more: { type: 'object' } } },
    either: { type: ['object', 'null'] },
    groups: { type: 'array', items: { type: 'string' } },
  }
  const of = (required: readonly string[], inName: readonly string[] = []) => {
    const name = { ...(properties['name'] as JsonObject), required: inName }
    const schema = { properties: { traits: { properties: { ...properties, name }, required } } }
    return lintMapper(traits('a: 1'), { schema })
      .filter(({ rule }) => rule === 'required-trait')
      .map(({ message }) => message)
  }

  it('is not missing where Ory puts an empty object in', () => {
    expect(of(['name'])).toEqual([])
    expect(of(['name'], ['more'])).toEqual([])
  })

  it('is missing where it puts nothing in, and inside what it puts in', () => {
    expect(of(['either', 'groups'])).toEqual([
      'The identity schema requires “either”: goes back to the registration form for it',
      'The identity schema requires “groups”: goes back to the registration form for it',
    ])
    expect(of([], ['first', 'more'])).toEqual([
      'Ory puts {} in for “name”, where the identity schema requires “first”: goes back to the registration form for it',
    ])
  })
})
