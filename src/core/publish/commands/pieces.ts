import type { JsonValue } from '../../model/json'

// A script consists of printable ASCII. Terminals read control characters in a pasted script as keys,
// in some locales even the bytes of an umlaut; bidirectional marks make a line look like another one;
// and an exclamation mark recalls earlier commands.

const unit = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** JSON in printable ASCII, without `'` and `!`: inside strings they are escaped. */
export function jsonText(value: JsonValue, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(/[^\n -~]|['!]/g, unit)
}

const longestComment = 200

/**
 * A text for a comment, on one line. Characters that could make it a command are removed, since some
 * shells run a pasted comment; what is not ASCII is written as its number.
 */
export function commentText(text: string): string {
  const words = text
    .replace(/[\p{C}\p{Z}\p{Pi}\p{Pf}!$`'"\\|&;<>(){}[\]]+/gu, ' ')
    .trim()
    .replace(/[^ -~]/g, unit)
  return words.length > longestComment ? `${words.slice(0, longestComment)} ...` : words
}

/** Whether a text can be passed to a program as an argument: it has no control characters. */
export function isWord(text: string): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(text)
}

/**
 * A place in a text that the shell fills in: `secret` is a whole JSON string, quotes included, built
 * from the plain value of an environment variable; `plain` is the text of a shell variable.
 */
interface Hole {
  readonly kind: 'secret' | 'plain'
  readonly variable: string
}

/** A text with holes, in order. */
export type Pieces = readonly (string | Hole)[]

/** A text that does not occur in another one, to mark places in it. */
export function unusedMark(text: string): string {
  let count = 0
  while (text.includes(`@${count}@`)) count += 1
  return `@${count}@`
}

/** A JSON string and what replaces it. */
export interface Replacement {
  readonly text: string
  readonly pieces: Pieces
}

/**
 * JSON of printable ASCII, indented by two spaces, in which whole strings are replaced by pieces.
 *
 * @param replacements each text must occur in the value as whole strings and nowhere else.
 */
export function jsonPieces(value: JsonValue, replacements: readonly Replacement[]): Pieces {
  const start: Pieces = [jsonText(value, 2)]
  return replacements.reduce<Pieces>(
    (pieces, { text, pieces: put }) =>
      pieces.flatMap((piece) => {
        if (typeof piece !== 'string') return [piece]
        return piece
          .split(jsonText(text))
          .flatMap((part, index) => (index === 0 ? [part] : [...put, part]))
      }),
    start,
  )
}

/** Joins neighbouring texts and drops empty ones. */
export function tidy(pieces: Pieces): Pieces {
  const result: (string | Hole)[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') {
      result[result.length - 1] = last + piece
    } else if (piece !== '') {
      result.push(piece)
    }
  }
  return result
}
