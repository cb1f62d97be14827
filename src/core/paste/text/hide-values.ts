/** So many characters of a value choose the values that can stand at a place. */
const prefixLength = 4

/** Values with the same beginning: how long they are, the longest first. */
interface Likely {
  readonly values: Set<string>
  lengths: number[]
}

function byPrefix(values: Iterable<string>): ReadonlyMap<string, Likely> {
  const found = new Map<string, Likely>()
  for (const value of values) {
    if (value === '') continue
    const prefix = value.slice(0, prefixLength)
    const known = found.get(prefix) ?? { values: new Set(), lengths: [] }
    known.values.add(value)
    found.set(prefix, known)
  }
  for (const likely of found.values()) {
    const lengths = new Set([...likely.values].map(({ length }) => length))
    likely.lengths = [...lengths].toSorted((left, right) => right - left)
  }
  return found
}

/**
 * A text with a dot in place of each character of these values, wherever they stand, also where two of them overlap. It
 * is looked through once, however many values there are.
 */
export function hideValues(text: string, values: Iterable<string>): string {
  const likelyAt = byPrefix(values)
  // A value that is shorter than a prefix is its own.
  const shortest = [...new Set([...likelyAt.keys()].map(({ length }) => length))]
  let shown = ''
  /** From where on the text is neither written nor hidden, and up to where it is hidden. */
  let written = 0
  let hiddenTo = 0
  for (let at = 0; at < text.length; at += 1) {
    for (const length of shortest) {
      const likely = likelyAt.get(text.slice(at, at + length))
      const found = likely?.lengths.find((own) => likely.values.has(text.slice(at, at + own)))
      if (found === undefined) continue
      if (at >= hiddenTo) {
        shown += '•'.repeat(hiddenTo - written) + text.slice(Math.max(hiddenTo, written), at)
        written = at
      }
      hiddenTo = Math.max(hiddenTo, at + found)
    }
  }
  return (
    shown + '•'.repeat(Math.max(0, hiddenTo - written)) + text.slice(Math.max(hiddenTo, written))
  )
}
