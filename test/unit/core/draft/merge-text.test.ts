import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clashMarkOf,
  lineSides,
  mergeTexts,
  openClashes,
} from '../../../../src/core/draft/merge-text'

const text = (...lines: string[]) => lines.join('\n')
const base = text('a', 'b', 'c', 'd', 'e')

test('changes in different places are both taken', () => {
  const merged = mergeTexts(base, text('A', 'b', 'c', 'd', 'e'), text('a', 'b', 'c', 'd', 'e', 'f'))
  expect(merged).toEqual({ text: text('A', 'b', 'c', 'd', 'e', 'f'), clashes: 0 })
})

test('the same change on both sides is no clash', () => {
  const both = text('a', 'b', 'X', 'd', 'e')
  expect(mergeTexts(base, both, both)).toEqual({ text: both, clashes: 0 })
})

test('what both changed differently stands between marks until a person decides', () => {
  const merged = mergeTexts(
    base,
    text('a', 'b', 'mine', 'd', 'e'),
    text('a', 'b', 'theirs', 'd', 'e'),
  )
  const marked = text(
    'a',
    'b',
    '<<<<<<< Mine',
    'mine',
    '=======',
    'theirs',
    '>>>>>>> Theirs',
    'd',
    'e',
  )
  expect(merged).toEqual({ text: marked, clashes: 1 })
  expect(openClashes(marked)).toBe(1)
  expect(lineSides(marked)).toEqual([
    'both',
    'both',
    'mark',
    'mine',
    'mark',
    'theirs',
    'mark',
    'both',
    'both',
  ])
  expect(openClashes(text('a', '>>>>>>> Theirs'))).toBe(1)
  expect(openClashes(text('a', 'mine', 'd'))).toBe(0)
})

test('line ends of another system clash with nothing', () => {
  const windows = base.replaceAll('\n', '\r\n')
  expect(mergeTexts(base, windows, text('a', 'b', 'c', 'd', 'E'))).toEqual({
    text: text('a', 'b', 'c', 'd', 'E'),
    clashes: 0,
  })
})

test('what is too long is not compared', () => {
  const long = (first: string) => [first, ...Array.from({ length: 3000 }, () => 'x'), first]
  expect(mergeTexts(text(...long('was')), text(...long('a')), text(...long('b')))).toBeUndefined()
  // What is long and differs in a few places is.
  const part = (edge: string) => text(edge, ...Array.from({ length: 9000 }, (_, i) => `${i}`), edge)
  expect(mergeTexts(part('was'), part('was'), part('b'))).toEqual({ text: part('b'), clashes: 0 })
})

describe('properties', () => {
  const line: fc.Arbitrary<string> = fc.constantFrom(
    'local a = 1',
    '{',
    '}',
    '',
    'traits: {',
    'email',
    '  name',
  )
  const lines = fc.array(line, { maxLength: 14 })
  const runs = { numRuns: 2000 }
  const joined = (list: readonly string[]) => list.join('\n')
  const count = (list: readonly string[], item: string) =>
    list.filter((each) => each === item).length

  test('a side that changed nothing leaves the other as it is', () => {
    fc.assert(
      fc.property(lines, lines, (was, other) => {
        const [from, to] = [joined(was), joined(other)]
        expect(mergeTexts(from, to, from)).toEqual({ text: to, clashes: 0 })
        expect(mergeTexts(from, from, to)).toEqual({ text: to, clashes: 0 })
        expect(mergeTexts(from, to, to)).toEqual({ text: to, clashes: 0 })
      }),
      runs,
    )
  })

  test('it clashes alike from both sides, and where it is clean it is the same text', () => {
    fc.assert(
      fc.property(lines, lines, lines, (was, left, right) => {
        const one = mergeTexts(joined(was), joined(left), joined(right))
        const other = mergeTexts(joined(was), joined(right), joined(left))
        expect(one?.clashes).toBe(other?.clashes)
        if (one?.clashes === 0) expect(one.text).toBe(other?.text)
      }),
      runs,
    )
  })

  /** Lines put in between those of a text, each marked so that nothing else is like it. */
  const additions = (mark: string) =>
    fc
      .array(fc.nat({ max: 14 }), { maxLength: 5 })
      .map((places) => places.map((place, index) => ({ place, added: `${mark} ${index}` })))
  const withAdded = (was: readonly string[], list: readonly { place: number; added: string }[]) =>
    [...was.keys(), was.length].flatMap((index) => [
      ...list.filter(({ place }) => Math.min(place, was.length) === index).map((a) => a.added),
      ...was.slice(index, index + 1),
    ])

  test('no line that only one side added is lost, and none comes twice', () => {
    fc.assert(
      fc.property(lines, additions('mine'), additions('theirs'), (was, mine, theirs) => {
        const [left, right] = [withAdded(was, mine), withAdded(was, theirs)]
        const merged = mergeTexts(joined(was), joined(left), joined(right))
        const result = (merged?.text ?? '').split('\n')
        for (const { added } of [...mine, ...theirs]) expect(count(result, added)).toBe(1)
      }),
      runs,
    )
  })

  test('of any two changes every line that is new on a side is in the result', () => {
    fc.assert(
      fc.property(lines, lines, lines, fc.nat(14), (was, left, right, at) => {
        const mine = left.toSpliced(at, 0, 'only mine')
        const merged = mergeTexts(joined(was), joined(mine), joined(right))
        expect(merged?.text.split('\n')).toContain('only mine')
      }),
      runs,
    )
  })

  test('the marks that are counted are those of the clashes', () => {
    fc.assert(
      fc.property(lines, lines, lines, (was, left, right) => {
        const merged = mergeTexts(joined(was), joined(left), joined(right))
        expect(openClashes(merged?.text ?? '')).toBe(merged?.clashes)
        const marks = (merged?.text ?? '').split('\n').filter((each) => clashMarkOf(each))
        expect(marks).toHaveLength(3 * (merged?.clashes ?? 0))
      }),
      runs,
    )
  })
})

test('long texts are merged where only the parts that differ are short', () => {
  const same = Array.from({ length: 1000 }, () => 'same')
  const [head, tail] = [
    (line: string) => text(...same, line),
    (line: string) => text(line, ...same),
  ]
  for (const of of [head, tail]) {
    expect(mergeTexts(of('a'), of('b'), of('a'))).toEqual({ text: of('b'), clashes: 0 })
  }
  expect(
    mergeTexts(text('a', ...same, 'b'), text('c', ...same, 'd'), text('e', ...same, 'f')),
  ).toBe(undefined)
})

test('marks that somebody left or took away alone lead to no side', () => {
  expect(lineSides(text('=======', 'a'))).toEqual(['mark', 'both'])
  expect(lineSides(text('<<<<<<< Mine', 'a', '>>>>>>> Theirs', 'b'))).toEqual([
    'mark',
    'mine',
    'mark',
    'both',
  ])
})
