import type { CoverAnswer, CoverKind, CoverSpan } from '../engine'
import { offsetOfPlace } from '../places'

/** A part of a mapper that no run came to. */
export interface Unreached {
  readonly kind: CoverKind
  /** Offsets in UTF-16 units, the end exclusive. */
  readonly start: number
  readonly end: number
  readonly words: string
}

/** What some runs of a mapper came to together. */
export interface Coverage {
  /** Parts of the mapper, and how many of them some run came to. */
  readonly total: number
  readonly reached: number
  /** In the order of the text; what lies inside another such part is left out. */
  readonly unreached: readonly Unreached[]
}

/**
 * Adds up which parts of a mapper its cases come to.
 *
 * @param text the mapper
 * @param answers one for each run of exactly this text; none gives a total of 0
 */
export function mergeCoverage(text: string, answers: readonly CoverAnswer[]): Coverage {
  const spans = answers[0]?.spans ?? []
  const reached = new Set(answers.flatMap((answer) => answer.reached))
  return {
    total: spans.length,
    reached: spans.filter(({ id }) => reached.has(id)).length,
    unreached: outermost(spans.filter(({ id }) => !reached.has(id))).map((span) =>
      toUnreached(text, span),
    ),
  }
}

function toUnreached(text: string, { kind, range }: CoverSpan): Unreached {
  const start = offsetOfPlace(text, range)
  const end = offsetOfPlace(text, { line: range.endLine, column: range.endColumn })
  // The engine puts a missing else on the word `if`, which alone is never a branch.
  const missing = kind === 'else' && text.slice(start, end) === 'if'
  return { kind, start, end, words: missing ? 'No case finds this condition false' : wordsOf(kind) }
}

function wordsOf(kind: CoverKind): string {
  switch (kind) {
    case 'then':
    case 'else':
      return 'No case goes this way'
    case 'and':
    case 'or':
      return 'No case comes this far'
    case 'function':
      return 'No case calls this function'
    case 'field':
      return 'No case needs this value'
    case 'comprehension':
      return 'No case has a member here'
    case 'error':
      return 'No case ends with this error'
    case 'read':
      return 'No case reads this claim'
  }
}

/** Spans lie side by side or one in the other; of equal ones the first is the outer one. */
function outermost(spans: readonly CoverSpan[]): CoverSpan[] {
  const sorted = spans.toSorted(
    ({ range: left }, { range: right }) =>
      left.line - right.line ||
      left.column - right.column ||
      right.endLine - left.endLine ||
      right.endColumn - left.endColumn,
  )
  const kept: CoverSpan[] = []
  for (const span of sorted) {
    const outer = kept.at(-1)
    if (!outer || !beginsWithin(span, outer)) kept.push(span)
  }
  return kept
}

function beginsWithin({ range }: CoverSpan, { range: outer }: CoverSpan): boolean {
  return (
    range.line < outer.endLine || (range.line === outer.endLine && range.column < outer.endColumn)
  )
}
