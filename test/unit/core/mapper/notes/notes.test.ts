import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  noMapperNotes,
  withCarriedNote,
  withNote,
} from '../../../../../src/core/mapper/notes/notes'

const note = (name: string, notes = '') => ({ name, notes, at: '2026-11-27T06:00:00Z' })

it('keeps names and notes by hash in one order, and forgets what has neither', () => {
  const both = withNote(withNote(noMapperNotes, 'b', note(' Okta ')), 'a', note('', 'old'))
  expect(JSON.stringify(both)).toBe(
    JSON.stringify({ mappers: { a: note('', 'old'), b: note('Okta') } }),
  )
  expect(withNote(both, 'b', note(' ', '\n'))).toEqual({ mappers: { a: note('', 'old') } })
})

it('carries a note to the text that a mapper became, over none that is there', () => {
  const before = withNote(withNote(noMapperNotes, 'a', note('First')), 'c', note('Own'))
  const carried = withCarriedNote(before, 'a', 'b')
  expect(carried.mappers).toEqual({ ...before.mappers, b: note('First') })
  expect(withCarriedNote(before, 'a', 'c')).toBe(before)
  expect(withCarriedNote(before, 'x', 'b')).toBe(before)
  expect(withCarriedNote(before, 'a', 'a')).toBe(before)
})

it('never loses a note by carrying others', () => {
  const hash = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor')
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          hash,
          fc.string({ minLength: 1 }).filter((name) => name.trim() !== ''),
        ),
      ),
      fc.array(fc.tuple(hash, hash)),
      (named, carried) => {
        const before = named.reduce(
          (notes, [key, name]) => withNote(notes, key, note(name)),
          noMapperNotes,
        )
        const after = carried.reduce(
          (notes, [from, to]) => withCarriedNote(notes, from, to),
          before,
        )
        for (const [key, value] of Object.entries(before.mappers)) {
          expect(Object.entries(after.mappers)).toContainEqual([key, value])
        }
      },
    ),
  )
})
