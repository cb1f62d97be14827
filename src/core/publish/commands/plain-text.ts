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
