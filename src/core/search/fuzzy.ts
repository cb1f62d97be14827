import fuzzysort from 'fuzzysort'

export interface FuzzyMatch<Item> {
  readonly item: Item
  /** First text, split; odd parts match. */
  readonly parts: readonly string[]
}

/** Splits at the matched UTF-16 positions; odd parts match. */
export function partsOf(text: string, indexes: readonly number[]): readonly string[] {
  const parts: string[] = ['']
  const matched = new Set(indexes)
  for (let at = 0; at < text.length; at += 1) {
    const inMatch = parts.length % 2 === 0
    if (matched.has(at) !== inMatch) parts.push('')
    parts[parts.length - 1] += text.charAt(at)
  }
  return parts
}

/**
 * Fuzzy matches, best first, stable; all items for empty input. `textsOf` returns equally many texts per item, the
 * displayed one first.
 */
export function fuzzyFind<Item>(
  typed: string,
  items: readonly Item[],
  textsOf: (item: Item) => readonly [string, ...string[]],
): FuzzyMatch<Item>[] {
  const words = typed.trim()
  const rows = items.map((item, place) => ({ item, place, texts: textsOf(item) }))
  const [first] = rows
  if (words === '' || !first) return rows.map(({ item, texts }) => ({ item, parts: [texts[0]] }))
  const keys = first.texts.map(
    (_, index) =>
      ({ texts }: (typeof rows)[number]) =>
        texts[index],
  )
  return fuzzysort
    .go(words, rows, { keys, threshold: 0.3, limit: 0 })
    .map((found) => ({ row: found.obj, score: found.score, indexes: found[0]?.indexes ?? [] }))
    .toSorted((left, right) => right.score - left.score || left.row.place - right.row.place)
    .map(({ row, indexes }) => ({ item: row.item, parts: partsOf(row.texts[0], indexes) }))
}

/** Sorts recently used items first; `recent` may contain unknown keys. */
export function byRecency<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  recent: readonly string[],
): readonly Item[] {
  const places = new Map(recent.map((key, place) => [key, place]))
  const placeOf = (item: Item) => places.get(keyOf(item)) ?? places.size
  return items.toSorted((left, right) => placeOf(left) - placeOf(right))
}

/** Moves a key to the front and keeps at most `most`. */
export function usedNow<Key extends string>(recent: readonly Key[], key: Key, most = 30): Key[] {
  return [key, ...recent.filter((other) => other !== key)].slice(0, most)
}

export interface FuzzyHit<Item> {
  readonly item: Item
  readonly score: number
  /** UTF-16 positions of matched letters. */
  readonly indexes: readonly number[]
}

export interface FuzzyIndex<Item> {
  /** Best hits first; `typed` must not be blank. */
  find(typed: string, most: number): readonly FuzzyHit<Item>[]
}

export function createFuzzyIndex<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string,
): FuzzyIndex<Item> {
  const prepared = fuzzysort.snapshot(items, { key: textOf })
  return {
    find: (typed, most) =>
      fuzzysort
        // A threshold or more results would disable the library's incremental search.
        .go(typed, prepared, { limit: Math.min(most, 250) })
        .map(({ obj, score, indexes }) => ({ item: obj, score, indexes })),
  }
}
