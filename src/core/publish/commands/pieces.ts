import type { JsonValue } from '../../model/json'
import { jsonText } from './plain-text'

/**
 * A place in a text that the shell fills in: `secret` is a whole JSON string, quotes included, built
 * from the plain value of an environment variable; `plain` is the text of a shell variable.
 */
export interface Hole {
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
