import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonProblem } from '../../../../../../src/renderer/features/mapper/editor/json-problem'

const message = (text: string) => jsonProblem(text)?.message

describe('what is wrong with a text of JSON', () => {
  it.each([
    ['{ "a": 1,, }', 'Here a name in double quotes is missing (line 1, column 10)'],
    ['{\n  "a": 1\n  "b": 2\n}', 'Here a comma or } is missing (line 3, column 3)'],
    ['{ "a": 1, }', 'No comma may stand before } (line 1, column 9)'],
    ['{ "a": [1, ] }', 'No comma may stand before ] (line 1, column 10)'],
    ["{ 'a': 1 }", 'JSON has double quotes only (line 1, column 3)'],
    ['{ "a" 1 }', 'Here a colon is missing (line 1, column 7)'],
    ['{ "a": }', 'Here a value is missing (line 1, column 8)'],
    [
      '{ "a": yes }',
      'A text stands between double quotes; without them only true, false and null (line 1, column 8)',
    ],
    ['{ "a": 01 }', 'JSON does not know this way to write a number (line 1, column 8)'],
    ['{ "a": "b }', 'This text has no closing quote (line 1, column 8)'],
    ['{ "a": "\\x" }', 'JSON does not know this escape (line 1, column 9)'],
    ['{ "a": "\t" }', 'This character must be written as an escape (line 1, column 9)'],
    ['{ // a\n}', 'JSON has no comments (line 1, column 3)'],
    ['{ "a": 1', 'The JSON ends too early: a comma or } is missing (line 1, column 9)'],
    ['{} {}', 'The JSON has ended before this (line 1, column 4)'],
    ['[1]', 'Claims are an object: { … } (line 1, column 1)'],
  ])('%j: %s', (text, words) => {
    expect(message(text)).toBe(words)
  })

  it('says nothing about an object and about no text', () => {
    expect(jsonProblem('')).toBeUndefined()
    expect(jsonProblem(' \n')).toBeUndefined()
    expect(jsonProblem('{ "a": [1, -2.5e+3, "\\u00e4\\n", true, null, {}] }')).toBeUndefined()
  })

  it('says something about a text that is nested without end', () => {
    expect(message('{"a":'.repeat(100_000))).toContain('Nested too deeply')
  })

  it('agrees with the engine of the browser, also on damaged texts', () => {
    const json = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value))
    const damaged = fc
      .tuple(json, fc.nat(), fc.constantFrom('', ',', '"', '}', '1', '\\', '\n', 'x', '-', '.'))
      .map(([text, at, put]) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + put + text.slice(place + 1)
      })
    const valid = (text: string) => {
      try {
        const value: unknown = JSON.parse(text)
        return typeof value === 'object' && value !== null && !Array.isArray(value)
      } catch {
        return false
      }
    }
    fc.assert(
      fc.property(fc.oneof(json, damaged), (text) => {
        if (text.trim() === '') return
        const problem = jsonProblem(text)
        expect(problem === undefined).toBe(valid(text))
        if (problem) {
          expect(problem.from).toBeLessThanOrEqual(problem.to)
          expect(problem.to).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
