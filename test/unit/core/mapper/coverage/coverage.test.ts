import { describe, expect, it } from 'vitest'
import { mergeCoverage } from '../../../../../src/core/mapper/coverage/coverage'
import type { CoverAnswer, CoverKind, CoverSpan } from '../../../../../src/core/mapper/engine'
import { placeOfOffset } from '../../../../../src/core/mapper/places'

const text = `// Größe 😀
{ a: if x then { b: 'ä', c: 1 } else null, d: claims.e }`

/** A span over the part of the text, as the engine would name its place. */
function span(id: number, kind: CoverKind, part: string): CoverSpan {
  const start = text.indexOf(part)
  const begin = placeOfOffset(text, start)
  const end = placeOfOffset(text, start + part.length)
  const range = { file: 'm', ...begin, endLine: end.line, endColumn: end.column }
  return { id, kind, range }
}

const spans = [
  span(0, 'field', "if x then { b: 'ä', c: 1 } else null"),
  span(1, 'then', "{ b: 'ä', c: 1 }"),
  span(2, 'field', "'ä'"),
  span(3, 'field', '1'),
  span(4, 'else', 'null'),
  span(5, 'field', 'claims.e'),
  span(6, 'read', 'claims.e'),
]
const answer = (...reached: number[]): CoverAnswer => ({ spans, reached })
const parts = (...answers: CoverAnswer[]) =>
  mergeCoverage(text, answers).unreached.map(({ start, end, words }) => [
    text.slice(start, end),
    words,
  ])

describe('coverage of a mapper by its cases', () => {
  it('adds up what each case reaches', () => {
    expect(mergeCoverage(text, [answer(0, 1, 2), answer(0, 4, 5, 6)])).toMatchObject({
      total: 7,
      reached: 6,
    })
    expect(parts(answer(0, 1, 2), answer(0, 4, 5, 6))).toEqual([['1', 'No case needs this value']])
    expect(parts(answer(0, 1, 2, 3), answer(0, 4, 5, 6))).toEqual([])
  })

  it('names only the outermost of what is missing, at UTF-16 offsets', () => {
    expect(parts(answer(0, 4))).toEqual([
      ["{ b: 'ä', c: 1 }", 'No case takes this branch'],
      ['claims.e', 'No case needs this value'],
    ])
    expect(parts(answer(0, 1, 2, 3, 5))).toEqual([
      ['null', 'No case takes this branch'],
      ['claims.e', 'No case reads this claim'],
    ])
    expect(parts(answer())).toEqual([
      ["if x then { b: 'ä', c: 1 } else null", 'No case needs this value'],
      ['claims.e', 'No case needs this value'],
    ])
  })

  it('says of an if without else that its condition is never false', () => {
    const missing = { spans: [span(0, 'else', 'if')], reached: [] }
    expect(parts(missing)).toEqual([['if', 'No case finds this condition false']])
  })

  it('knows nothing without a run', () => {
    expect(mergeCoverage(text, [])).toEqual({ total: 0, reached: 0, unreached: [] })
  })
})
