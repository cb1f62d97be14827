import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonValue } from '../../../../src/core/model/json'
import { sameField } from '../../../../src/core/intents/field-values'
import {
  areSets,
  isAsAsked,
  isShown,
  meantValue,
  mergeSets,
  sameItems,
} from '../../../../src/core/intents/sets'
import { mapperHash, toMapperUrl } from '../../../../src/core/model/mapper-text'

/** The name under which Ory stores an empty object. */
const hash = mapperHash(toMapperUrl('{}'))
const scopes = ['openid', 'email', 'groups', 'profile', 'offline']
const items = fc.uniqueArray(fc.constantFrom(...scopes))
const maybe = fc.option(items, { nil: undefined })

describe('lists in which the order says nothing', () => {
  test('are those of some fields, and only of texts', () => {
    expect(areSets('scope', ['a'], undefined, [])).toBe(true)
    expect(areSets('domains', ['a'])).toBe(true)
    expect(areSets('label', ['a'], ['b'])).toBe(false)
    for (const other of ['a', 1, null, ['a', 1], { 0: 'a' }] as JsonValue[]) {
      expect(areSets('scope', ['a'], other)).toBe(false)
    }
  })

  test('are merged: what one side adds is there, what one side removes is not, whatever the other did', () => {
    fc.assert(
      fc.property(maybe, maybe, maybe, (was, mine, theirs) => {
        const merged = mergeSets('scope', was, mine, theirs)
        expect(new Set(merged).size).toBe(merged.length)
        for (const item of scopes) {
          const [before, here, there] = [was, mine, theirs].map((list) => list?.includes(item))
          const wanted = before ? Boolean(here && there) : Boolean(here || there)
          expect(merged.includes(item), item).toBe(wanted)
        }
        // What they have stays where they have it.
        const kept = (theirs ?? []).filter((item) => merged.includes(item))
        expect(merged.slice(0, kept.length)).toEqual(kept)
      }),
    )
  })

  test('are merged without what the other side writes in other letters, where letters do not matter', () => {
    expect(mergeSets('domains', [], ['A.example', 'b.example'], ['a.example '])).toEqual([
      'a.example ',
      'b.example',
    ])
    expect(mergeSets('scope', [], ['Email'], ['email'])).toEqual(['email', 'Email'])
  })

  test('are the same in any order and with any repetition', () => {
    expect(sameItems('scope', ['a', 'b'], ['b', 'a', 'a'])).toBe(true)
    expect(sameItems('scope', ['a', 'b'], ['a'])).toBe(false)
    expect(sameItems('scope', ['a'], ['a', 'b'])).toBe(false)
    expect(sameItems('scope', ['a', 'b'], ['a', 'c'])).toBe(false)
    expect(sameItems('scope', ['a'], ['A'])).toBe(false)
    expect(sameItems('domains', ['A.example'], [' a.example'])).toBe(true)
    expect(sameItems('scope', undefined, [])).toBe(true)
    // Any other field has an order.
    expect(sameItems('label', ['a', 'b'], ['b', 'a'])).toBe(false)
    expect(sameItems('label', { a: 1 }, { a: 1 })).toBe(true)
  })
})

describe('what an intent means on what the server has now', () => {
  test('is the merged list, and nothing new where the server has that already', () => {
    fc.assert(
      fc.property(maybe, maybe, maybe, (from, to, theirs) => {
        const meant = meantValue('scope', { from, to }, theirs)
        const wanted = mergeSets('scope', from, to, theirs)
        if (JSON.stringify(from) === JSON.stringify(theirs)) expect(meant).toBe(to)
        else expect(sameItems('scope', meant, wanted)).toBe(true)
        // Done once, nothing of it is left to do.
        expect(isShown('scope', { from, to }, wanted)).toBe(true)
        expect(isShown('scope', { from, to }, theirs)).toBe(sameItems('scope', wanted, theirs))
      }),
    )
  })

  test('is their very value where nothing of it is left to do', () => {
    const theirs = ['b', 'a']
    expect(meantValue('scope', { from: [], to: ['a'] }, theirs)).toBe(theirs)
  })

  test('is no list where it takes the field away and nobody put anything into it', () => {
    expect(meantValue('scope', { from: ['a', 'b'] }, ['a'])).toBeUndefined()
    expect(meantValue('scope', { from: ['a', 'b'], to: [] }, ['a'])).toEqual([])
    expect(meantValue('scope', { from: ['a'] }, ['a', 'b'])).toEqual(['b'])
  })

  test('is its own value in any other field', () => {
    expect(meantValue('label', { from: 'a', to: 'b' }, 'c')).toBe('b')
    expect(meantValue('scope', { from: 'a', to: 'b' }, ['c'])).toBe('b')
    expect(isShown('label', { from: 'a', to: 'b' }, 'b')).toBe(false)
  })
})

describe('whether the server has what was asked for', () => {
  test.each<
    [field: string, asked: JsonValue | undefined, shown: JsonValue | undefined, is: boolean]
  >([
    ['label', ' One ', 'One', true],
    ['label', 'One', 'one', false],
    ['label', '', undefined, true],
    ['label', undefined, '  ', true],
    ['label', undefined, 'One', false],
    ['session_lifespan', 1, 1, true],
    ['session_lifespan', 1, 2, false],
    ['domains', ['A.example', 'b.example'], ['b.example', 'a.example'], true],
    ['domains', ['a.example'], [], false],
  ])('of %s: %j, shown as %j: %s', (field, asked, shown, is) => {
    expect(isAsAsked(field, asked, shown)).toBe(is)
    expect(isAsAsked(field, shown, asked)).toBe(is)
  })

  test.each<[field: string, one: JsonValue | undefined, other: JsonValue | undefined, is: boolean]>(
    [
      ['mapper_url', toMapperUrl('{}'), 'base64://e30=', true],
      ['mapper_url', toMapperUrl('{}'), `https://store.example/${hash}.jsonnet`, true],
      ['label', toMapperUrl('{}'), `https://store.example/${hash}.jsonnet`, false],
      ['mapper_url', toMapperUrl('{}'), toMapperUrl('{ }'), false],
      ['mapper_url', undefined, toMapperUrl('{}'), false],
      ['mapper_url', ['a'], ['a'], true],
      ['mapper_url', 1, 'a', false],
      ['label', toMapperUrl('{}'), toMapperUrl('{}'), true],
      ['label', 'https://x.example/a', 'https://x.example/b', false],
      ['scope', ['a', 'b'], ['b', 'a'], true],
      ['scope', ['a', 'b'], ['a', 'a', 'b'], true],
      ['scope', ['a', 'b'], ['a', 'c'], false],
      ['scope', ['a'], ['a', 'b'], false],
      ['scope', ['a', 'b'], ['a'], false],
      // A field that is not there is not one without items: a patch makes one of the other.
      ['scope', undefined, [], false],
      ['scope', [], undefined, false],
      ['scope', undefined, undefined, true],
      ['scope', ['a', 1], [1, 'a'], false],
      ['label', ['a', 'b'], ['b', 'a'], false],
    ],
  )('as a value of %s, %j and %j are the same: %s', (field, one, other, is) => {
    expect(sameField(field, one, other)).toBe(is)
    expect(sameField(field, other, one)).toBe(is)
  })
})
