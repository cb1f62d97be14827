import { partsOf } from './fuzzy'

/** A lower-case search word. */
export interface FilterWord {
  readonly text: string
  /** Alternative match: an email address's `@domain`, or a redirect URL's path, since the host may have changed. */
  readonly part?: string
}

/** Path of a redirect URL, after the host. */
const callbackPath = /(?<=^https?:\/\/[^/]+)\/self-service\/methods\/oidc\/.+/u

/** Punctuation around a word in an email or list. */
const around = /^[<>"'(),;]+|[<>"'(),;]+$/gu

function wordOf(typed: string): FilterWord {
  const text = typed
    .replaceAll(around, '')
    .replace(/^mailto:/u, '')
    // Addresses match with and without a trailing slash.
    .replace(/(?<=\w)\/$/u, '')
  const part = /.(@[^@]*)$/u.exec(text)?.[1] ?? callbackPath.exec(text)?.[0]
  return part === undefined ? { text } : { text, part }
}

/** Empty for a blank filter. */
export function filterWords(typed: string): readonly FilterWord[] {
  return typed
    .toLowerCase()
    .split(/\s+/u)
    .map(wordOf)
    .filter(({ text }) => text !== '')
}

/** Separates IDs and addresses from the haystack's text. */
const idsBegin = '\u0000'

/** Shorter words match many IDs by chance. */
const shortestOfId = 4

/** Searchable text. `texts`: domains with a leading `@`; `ids`: searched only for words of four letters or more. */
export function haystackOf(texts: readonly string[], ids: readonly string[] = []): string {
  const all = ids.length === 0 ? texts : [...texts, idsBegin, ...ids]
  return all.join('\n').toLowerCase()
}

function has(haystack: string, sought: string): boolean {
  const place = haystack.indexOf(sought)
  if (place < 0 || sought.length >= shortestOfId) return place >= 0
  const ids = haystack.indexOf(idsBegin)
  return ids < 0 || place < ids
}

const holds = (haystack: string, { text, part }: FilterWord) =>
  has(haystack, text) || (part !== undefined && has(haystack, part))

/** Whether a haystack contains every word, in any order. */
export function hasWords(haystack: string, words: readonly FilterWord[]): boolean {
  return words.every((word) => holds(haystack, word))
}

export function hasOneOf(haystack: string, words: readonly FilterWord[]): boolean {
  return words.some((word) => holds(haystack, word))
}

/** Splits a displayed text at matches, which are the odd parts. */
export function markWords(text: string, words: readonly FilterWord[]): readonly string[] {
  const lower = text.toLowerCase()
  // Longer lower-case letters would shift positions.
  if (lower.length !== text.length) return [text]
  const found = words.flatMap(spellings).flatMap((sought) => {
    const place = lower.indexOf(sought)
    return place < 0 ? [] : Array.from(sought, (_, offset) => place + offset)
  })
  return partsOf(text, found)
}

/** A word as it appears in displayed text, where domains have no `@`. */
const spellings = ({ text, part }: FilterWord): string[] =>
  [text, part, (part ?? text).replace(/^@/u, '')].flatMap((sought) => sought || [])
