import fuzzysort from 'fuzzysort'

export interface FuzzyMatch<Item> {
  readonly item: Item
  /** The first of the texts in parts; the odd ones match what was typed. */
  readonly parts: readonly string[]
}

/** Splits a text at the matched positions, in UTF-16 units; the odd parts are those matched. */
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
 * The items that fit what was typed, letters left out allowed, the best first; equally good ones in the
 * order given. For nothing typed all of them, as given.
 *
 * @param textsOf the texts of an item in which is looked; there are as many for each, and the first is
 *   the one that a person reads
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

/**
 * Items with those used last in front, the others as given.
 *
 * @param recent keys, the last used first; there may be some of items that are no more
 */
export function byRecency<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  recent: readonly string[],
): readonly Item[] {
  const places = new Map(recent.map((key, place) => [key, place]))
  const placeOf = (item: Item) => places.get(keyOf(item)) ?? places.size
  return items.toSorted((left, right) => placeOf(left) - placeOf(right))
}

/** Puts a key in front of those used last, of which no more than `most` are kept. */
export function usedNow<Key extends string>(recent: readonly Key[], key: Key, most = 30): Key[] {
  return [key, ...recent.filter((other) => other !== key)].slice(0, most)
}

export interface FuzzyHit<Item> {
  readonly item: Item
  /** 1 for what is the same; see `fuzzysort`. */
  readonly score: number
  /** Places of the letters that match, in UTF-16 units. */
  readonly indexes: readonly number[]
}

/** Texts made ready for many searches; it does not follow changes of the items. */
export interface FuzzyIndex<Item> {
  /** The best hits, the best first. `typed` must hold more than spaces. */
  find(typed: string, most: number): readonly FuzzyHit<Item>[]
}

/** @param textOf the text of an item in which is looked */
export function createFuzzyIndex<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string,
): FuzzyIndex<Item> {
  const prepared = fuzzysort.snapshot(items, { key: textOf })
  return {
    find: (typed, most) =>
      fuzzysort
        // With a threshold, or more hits, the library would not go on from the letter before.
        .go(typed, prepared, { limit: Math.min(most, 250) })
        .map(({ obj, score, indexes }) => ({ item: obj, score, indexes })),
  }
}
