import { tidy, type Pieces } from './pieces'

/**
 * Parts of a text as terms of a sum. Beyond printable ASCII each UTF-16 unit is written as its number:
 * PowerShell reads typographic quotes as quotes, its versions decode a script's bytes differently,
 * and a terminal reads control characters as keys.
 */
function terms(text: string, runs: RegExp): string[] {
  return (text.match(runs) ?? []).map((run) =>
    /^[\n -~]{2,}$|^[ -~]$/.test(run) || (run === '\n' && runs === indentedRuns)
      ? `'${run.replaceAll("'", "''")}'`
      : `[char]0x${run.charCodeAt(0).toString(16)}`,
  )
}

const wordRuns = /[ -~]+|[^ -~]/g
/** In JSON a line break is only indentation, since line breaks in strings are escaped. */
const indentedRuns = /[\n -~]+|[^\n -~]/g

function sum(items: readonly string[]): string {
  // The type of the first term decides that `+` joins texts, so it must be a string.
  const all = items[0]?.startsWith("'") ? items : ["''", ...items]
  return all.length === 1 ? (all[0] ?? "''") : `(${all.join(' + ')})`
}

export const quoteText = (text: string) => sum(terms(text, wordRuns))

/** Pieces as one expression. */
export function joinTexts(pieces: Pieces): string {
  return sum(
    tidy(pieces).flatMap((piece) => {
      if (typeof piece === 'string') return terms(piece, indentedRuns)
      return piece.kind === 'secret'
        ? [`(ConvertTo-Json $env:${piece.variable})`]
        : [`$${piece.variable}`]
    }),
  )
}
