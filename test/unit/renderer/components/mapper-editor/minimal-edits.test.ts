import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../../../../src/core/mapper/lint/edits'
import {
  plainOffset,
  withPlainLineEnds,
} from '../../../../../src/renderer/components/mapper-editor/line-ends'
import { minimalEdits } from '../../../../../src/renderer/components/mapper-editor/editor-base'

const text = fc
  .array(fc.constantFrom('', 'a', 'ab', '  a', 'b', '{', '}', 'c: 1,'), { maxLength: 12 })
  .map((lines) => lines.join('\n'))

describe('the edits between two texts', () => {
  it('make the one of the other, in order and apart', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edits = minimalEdits(before, after)
        expect(applyEdits(before, edits)).toBe(after)
        for (const [index, { start, end }] of edits.entries()) {
          expect(start).toBeGreaterThanOrEqual(edits[index - 1]?.end ?? 0)
          expect(end).toBeGreaterThanOrEqual(start)
        }
        expect(edits.length === 0).toBe(before === after)
      }),
      { numRuns: 2_000 },
    )
  })

  it('are as small as the lines allow', () => {
    expect(minimalEdits('a\nb\nc\nd', 'a\nx\nc\nd')).toEqual([{ start: 2, end: 3, text: 'x' }])
    expect(minimalEdits('a\nb\nc\nd', 'a\nbb\nc\n  d')).toEqual([
      { start: 3, end: 3, text: 'b' },
      { start: 6, end: 6, text: '  ' },
    ])
    expect(minimalEdits('a\nb\nc', 'a\nc')).toHaveLength(1)
    expect(minimalEdits('', 'a')).toEqual([{ start: 0, end: 0, text: 'a' }])
  })

  it('are one for texts that are too long to compare', () => {
    const before = 'x\n'.repeat(2_000)
    const after = `y\n${'x\n'.repeat(1_990)}y`
    const edits = minimalEdits(before, after)
    expect(edits).toHaveLength(1)
    expect(applyEdits(before, edits)).toBe(after)
  })
})

describe('offsets in a text with Windows line ends', () => {
  it('are those of the same character in the editor', () => {
    const given = 'a\r\nb\rc\r\n\r\nd'
    const plain = withPlainLineEnds(given)
    expect(plain).toBe('a\nb\nc\n\nd')
    for (const character of 'abcd') {
      expect(plainOffset(given, given.indexOf(character))).toBe(plain.indexOf(character))
    }
    expect(plainOffset(given, given.length)).toBe(plain.length)
  })
})
