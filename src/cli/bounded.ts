import { mostFindings, shortened } from './plain-text'

/** Members that say one thing about one entry; the other texts are values and lists of names. */
const sentences = new Set(['about', 'heldBack', 'message', 'words'])
/** Characters of the other texts together; from there on each is cut to a few. */
const mostCharacters = 1_000_000

/**
 * What is printed of a result: the first thousand items of each list and the first million characters, since a file may have
 * names of megabytes and thousands of entries.
 */
export function bounded<Value>(value: Value): Value {
  let left = mostCharacters
  function shorten(item: unknown, name: string): unknown {
    if (typeof item === 'string') {
      const text = shortened(item, sentences.has(name) ? undefined : Math.max(left, 40))
      left -= text.length
      return text
    }
    if (Array.isArray(item)) return item.slice(0, mostFindings).map((each) => shorten(each, name))
    if (typeof item !== 'object' || item === null) return item
    return Object.fromEntries(
      Object.entries(item).map(([member, each]) => [member, shorten(each, member)]),
    )
  }
  return shorten(value, '') as Value // Only texts and lengths of lists differ.
}
