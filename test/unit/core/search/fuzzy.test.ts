import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byRecency, fuzzyFind, partsOf, usedNow } from '../../../../src/core/search/fuzzy'

const textsOf = (text: string) => [text] as const

describe('fuzzyFind', () => {
  it('finds with letters left out, and marks those that fit', () => {
    const [found] = fuzzyFind('rvw', ['Refresh', 'Review changes'], textsOf)
    expect(found?.item).toBe('Review changes')
    expect(found?.parts.filter((_, index) => index % 2 === 1).join('')).toBe('Rvw')
  })

  it('keeps the order given between equally good ones, and of all for nothing typed', () => {
    const list = [1, 2, 3].map((id) => ({ id, text: 'Mappers' }))
    const ids = (typed: string) =>
      fuzzyFind(typed, list, ({ text }) => [text]).map(({ item }) => item.id)
    expect(ids('mapp')).toEqual([1, 2, 3])
    expect(ids(' ')).toEqual([1, 2, 3])
  })

  it('looks in every text and marks the first alone', () => {
    const found = fuzzyFind('edit', ['Undo'], (label) => [label, `Edit ${label}`])
    expect(found).toEqual([{ item: 'Undo', parts: ['Undo'] }])
  })

  it('finds more than ten', () => {
    const many = Array.from({ length: 40 }, (_, index) => `Project ${index}`)
    expect(fuzzyFind('project', many, textsOf)).toHaveLength(40)
  })
})

it('splits a text into parts that are the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(40)), (text, indexes) => {
      expect(partsOf(text, indexes).join('')).toBe(text)
    }),
  )
})

it('puts what was used last in front', () => {
  expect(byRecency(['a', 'b', 'c', 'd'], (key) => key, ['c', 'gone', 'b'])).toEqual([
    'c',
    'b',
    'a',
    'd',
  ])
  expect(usedNow(['b', 'a'], 'a')).toEqual(['a', 'b'])
  expect(usedNow(['b', 'a'], 'c', 2)).toEqual(['c', 'b'])
})
