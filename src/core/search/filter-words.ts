import { partsOf } from './fuzzy'

/** A word that a person looks for, in lower case. */
export interface FilterWord {
  readonly text: string
  /**
   * What finds it too: of an e-mail address its `@` and what follows, which stands among domains; of a redirect
   * URL its path, since a project may have used another host before.
   */
  readonly part?: string
}

/** Path of a redirect URL: what precedes it is the host. */
const callbackPath = /(?<=^https?:\/\/[^/]+)\/self-service\/methods\/oidc\/.+/u

/** What stands around a word in a mail or a list, and is no part of it. */
const around = /^[<>"'(),;]+|[<>"'(),;]+$/gu

function wordOf(typed: string): FilterWord {
  const text = typed
    .replaceAll(around, '')
    .replace(/^mailto:/u, '')
    // The same address is written with and without it.
    .replace(/(?<=\w)\/$/u, '')
  const part = /.(@[^@]*)$/u.exec(text)?.[1] ?? callbackPath.exec(text)?.[0]
  return part === undefined ? { text } : { text, part }
}

/** The words of a filter; none for nothing but spaces. */
export function filterWords(typed: string): readonly FilterWord[] {
  return typed
    .toLowerCase()
    .split(/\s+/u)
    .map(wordOf)
    .filter(({ text }) => text !== '')
}

/** Stands in front of ids and addresses in a haystack. */
const idsBegin = '\u0000'

/** A shorter word is in many an id by chance. */
const shortestOfId = 4

/**
 * What a filter looks in.
 *
 * @param texts a domain with an `@` in front, so that addresses find it
 * @param ids ids and addresses, in which words of four letters or more are looked for
 */
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

/** Whether every word is in a haystack, in any order. */
export function hasWords(haystack: string, words: readonly FilterWord[]): boolean {
  return words.every((word) => holds(haystack, word))
}

/** Whether a haystack has one of the words. */
export function hasOneOf(haystack: string, words: readonly FilterWord[]): boolean {
  return words.some((word) => holds(haystack, word))
}

/**
 * A text in parts, the odd ones being the words found in it.
 *
 * @param text as it is shown, so a domain without `@`
 */
export function markWords(text: string, words: readonly FilterWord[]): readonly string[] {
  const lower = text.toLowerCase()
  // A letter whose lower case is longer would move every place behind it.
  if (lower.length !== text.length) return [text]
  const found = words.flatMap(spellings).flatMap((sought) => {
    const place = lower.indexOf(sought)
    return place < 0 ? [] : Array.from(sought, (_, offset) => place + offset)
  })
  return partsOf(text, found)
}

/** How a word may stand in a text that is shown, where domains have no `@`. */
const spellings = ({ text, part }: FilterWord): string[] =>
  [text, part, (part ?? text).replace(/^@/u, '')].flatMap((sought) => sought || [])
