import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excerptOf } from '../../../../../src/renderer/features/mappers/excerpt'

describe('the excerpt', () => {
  it('marks exactly the place, with up to three lines on both sides', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zü🙂 ]{0,30}$/u), { minLength: 1, maxLength: 30 }),
        fc.nat(),
        fc.integer({ min: 1, max: 20 }),
        (lines, seed, length) => {
          const text = lines.join('\n')
          fc.pre(text.length > 0)
          const start = seed % text.length
          const end = Math.min(text.length, start + length)
          const excerpt = excerptOf(text, start, end)
          const numbers = excerpt.map(({ number }) => number)
          expect(numbers).toEqual(numbers.map((_number, index) => (numbers[0] ?? 0) + index))
          for (const { number, parts } of excerpt) {
            expect(parts.map((part) => part.text).join('')).toBe(lines[number - 1])
          }
          const here = text.slice(0, start).split('\n').length
          const last = text.slice(0, Math.max(start, end - 1)).split('\n').length
          expect(numbers[0]).toBe(Math.max(1, here - 3))
          if (last - here < 8) {
            expect(numbers.at(-1)).toBe(Math.min(lines.length, last + 3))
            const marked = excerpt.flatMap(({ parts }) =>
              parts.filter((part) => part.marked).map((part) => part.text),
            )
            expect(marked.join('')).toBe(text.slice(start, end).replaceAll('\n', ''))
          }
        },
      ),
    )
  })

  it('shows a part of a line that is very long, with the place in it', () => {
    const text = `${'a'.repeat(5000)}X${'b'.repeat(5000)}`
    const [line] = excerptOf(text, 5000, 5001)
    const shown = line?.parts.map((part) => part.text).join('') ?? ''
    expect(shown.length).toBeLessThan(300)
    expect(shown).toMatch(/^…a+Xb+…$/)
    expect(line?.parts.find(({ marked }) => marked)?.text).toBe('X')
  })

  it('marks a character where the place is empty, and stands at the end of a text', () => {
    expect(excerptOf('abc', 1, 1)[0]?.parts).toContainEqual({ text: 'b', marked: true })
    expect(excerptOf('abc', 3, 3)).toEqual([{ number: 1, parts: [{ text: 'abc', marked: false }] }])
    expect(excerptOf('', 0, 0)).toEqual([{ number: 1, parts: [] }])
  })
})
