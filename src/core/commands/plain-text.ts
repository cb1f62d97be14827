import type { JsonValue } from '../model/json'

// Whatever a script holds is printable ASCII. A terminal takes control characters for keys while a
// script is pasted, in some locales even the bytes of an umlaut; marks of direction make a line look
// like another; and an exclamation mark calls up earlier commands.

const unit = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A JSON text that stands on printable ASCII and has neither `'` nor `!`: inside strings they are escaped. */
export function jsonText(value: JsonValue, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(/[^\n -~]|['!]/g, unit)
}

const longestComment = 200

/**
 * A text for a comment: one line of words. What could be read as a command is left out, for where a
 * shell takes a pasted comment for one; what is no ASCII is written as its number.
 */
export function commentText(text: string): string {
  const words = text
    .replace(/[\p{C}\p{Z}\p{Pi}\p{Pf}!$`'"\\|&;<>(){}[\]]+/gu, ' ')
    .trim()
    .replace(/[^ -~]/g, unit)
  return words.length > longestComment ? `${words.slice(0, longestComment)} ...` : words
}

/** Whether a text reaches a program as a word, and is the same there: without control characters. */
export function isWord(text: string): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(text)
}
