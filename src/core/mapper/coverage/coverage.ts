import { t } from '../../language/translate'
import type { CoverAnswer, CoverKind, CoverSpan } from '../engine'
import { offsetOfPlace } from '../places'

/** A part of a mapper that no run evaluated. */
export interface Unreached {
  readonly kind: CoverKind
  /** Offsets in UTF-16 units; the end is exclusive. */
  readonly start: number
  readonly end: number
  readonly words: string
}

/** The combined coverage of several runs of a mapper. */
export interface Coverage {
  /** Number of parts of the mapper, and of those evaluated by any run. */
  readonly total: number
  readonly reached: number
  /** In the order of the text, without parts inside another unreached part. */
  readonly unreached: readonly Unreached[]
}

/**
 * Combines the coverage of a mapper's cases.
 *
 * @param text the mapper
 * @param answers one for each run of this same text; an empty list gives a total of 0
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
  // The engine reports a missing `else` at the word `if`, which is never a branch itself.
  const missing = kind === 'else' && text.slice(start, end) === 'if'
  return {
    kind,
    start,
    end,
    words: missing ? t('No case finds this condition false') : wordsOf(kind),
  }
}

function wordsOf(kind: CoverKind): string {
  switch (kind) {
    case 'then':
    case 'else':
      return t('No case takes this branch')
    case 'and':
    case 'or':
      return t('No case gets this far')
    case 'function':
      return t('No case calls this function')
    case 'field':
      return t('No case needs this value')
    case 'comprehension':
      return t('No case has a member here')
    case 'error':
      return t('No case ends with this error')
    case 'read':
      return t('No case reads this claim')
  }
}

/** Spans are disjoint or nested; of equal ones the first is the outer one. */
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
