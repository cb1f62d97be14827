import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonProblem } from '../../../../../src/renderer/components/mapper-editor/claims-editor'

const message = (text: string) => jsonProblem(text)?.message

describe('what is wrong with a text of JSON', () => {
  it.each([
    ['{ "a": 1,, }', 'A name in double quotes is missing here (line 1, column 10)'],
    ['{\n  "a": 1\n  "b": 2\n}', 'A comma is missing before this (line 3, column 3)'],
    ['{ "a": 1, }', 'There is an extra comma before the “}” (line 1, column 9)'],
    ['{ "a": [1, ] }', 'There is an extra comma before the “]” (line 1, column 10)'],
    ["{ 'a': 1 }", 'JSON uses straight double quotes only (line 1, column 3)'],
    ['{ a: 1 }', 'This name needs double quotes (line 1, column 3)'],
    ['{ "a" 1 }', 'A colon is missing after the name (line 1, column 7)'],
    ['{ "a": }', 'A value is missing here (line 1, column 8)'],
    ['{ "a": yes }', 'This is not a value in JSON: text needs double quotes (line 1, column 8)'],
    ['{ "a": 01 }', 'This is not a number in JSON (line 1, column 8)'],
    ['{ "a": .5 }', 'This is not a number in JSON (line 1, column 8)'],
    ['{ "a": "b }', 'This text has no closing quotation mark (line 1, column 8)'],
    ['{ "a": "\\x" }', 'This is not a valid escape in JSON (line 1, column 9)'],
    [
      '{ "a": "\t" }',
      'A control character in a text must be written as an escape (line 1, column 9)',
    ],
    ['{ // a\n}', 'JSON has no comments (line 1, column 3)'],
    ['{ "a": 1', 'The text ends here, but a “}” is missing (line 1, column 9)'],
    ['{} {}', 'The JSON has already ended before this (line 1, column 4)'],
    ['[1]', 'Claims must be an object: { … } (line 1, column 1)'],
  ])('%j: %s', (text, words) => {
    expect(message(text)).toBe(words)
  })

  it.each([
    ['{ "a": yes }', 'yes'],
    ['{ "a": 01 }', '01'],
    ['{ "a": "b }', '"b }'],
    ['{ "a": 1 "b": 2 }', '"b"'],
    ['{} {}', '{}'],
    ['[1]', '[1]'],
  ])('marks in %j: %s', (text, wanted) => {
    const { from, to } = jsonProblem(text) ?? { from: 0, to: 0 }
    expect(text.slice(from, to)).toBe(wanted)
  })

  it('says nothing about an object and about no text', () => {
    expect(jsonProblem('')).toBeUndefined()
    expect(jsonProblem(' \n')).toBeUndefined()
    expect(jsonProblem('{ "a": [1, -2.5e+3, "\\u00e4\\n", true, null, {}] }')).toBeUndefined()
  })

  it('says something about a text that is nested without end', () => {
    expect(message('{"a":'.repeat(100_000))).toContain('nested deeper than 500 levels')
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
