import { describe, expect, it } from 'vitest'
import { offsetOfPlace, placeOfOffset } from '../../../../src/core/mapper/places'

describe('places', () => {
  it('turn bytes into the units of editors and back', () => {
    const text = 'a\n/* ä😀 */ null.x'
    const offset = text.indexOf('null')
    expect(placeOfOffset(text, offset)).toEqual({ line: 2, column: 14 })
    expect(offsetOfPlace(text, { line: 2, column: 14 })).toBe(offset)
    expect(offsetOfPlace(text, { line: 9, column: 1 })).toBe(text.length)
    expect(offsetOfPlace(text, { line: 1, column: 99 })).toBe(1)
  })
})
