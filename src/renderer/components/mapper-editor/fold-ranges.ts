import type { Token } from '../../../core/mapper/lint/tokens'

/** The range that a fold hides, over several lines; the end is exclusive. */
export interface FoldRange {
  readonly from: number
  readonly to: number
}

const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' }
const closings = new Set(Object.values(closing))

/** Foldable ranges in text order: brackets, text blocks, block comments and runs of line comments. */
export function foldRanges(text: string, tokens: readonly Token[]): FoldRange[] {
  const ranges: FoldRange[] = []
  const open: Token[] = []
  const add = (from: number, to: number) => {
    const lineEnd = text.indexOf('\n', from)
    if (lineEnd >= 0 && lineEnd < to) ranges.push({ from, to })
  }
  for (const [at, token] of tokens.entries()) {
    const { kind, text: word, start, end } = token
    if (kind === 'sign' && word in closing) open.push(token)
    else if (kind === 'sign' && closings.has(word)) {
      // A bracket of another kind in between was never closed.
      const last = open.findLastIndex((item) => closing[item.text] === word)
      const opening = open[last]
      if (!opening) continue
      open.length = last
      add(opening.end, start)
    } else if (kind === 'string' && /^\|\|\|[^]*\n[ \t]*\|\|\|$/.test(word)) {
      add(start + 3, end - 3)
    } else if (kind === 'comment' && word.startsWith('/*')) {
      if (word.endsWith('*/')) add(start + 2, end - 2)
    } else if (kind === 'comment' && !isLineComment(text, tokens[at - 1], token)) {
      let last = at
      while (isLineComment(text, tokens[last], tokens[last + 1])) last++
      add(end, tokens[last]?.end ?? end)
    }
  }
  return ranges.sort((left, right) => left.from - right.from || right.to - left.to)
}

/** Whether a line comment follows another one, both alone on their lines. */
function isLineComment(text: string, before: Token | undefined, token: Token | undefined): boolean {
  if (before?.kind !== 'comment' || token?.kind !== 'comment') return false
  if (before.text.startsWith('/*') || token.text.startsWith('/*')) return false
  const lineStart = text.lastIndexOf('\n', before.start - 1) + 1
  return (
    /^[ \t]*$/.test(text.slice(lineStart, before.start)) &&
    /^\r?\n[ \t]*$/.test(text.slice(before.end, token.start))
  )
}
