import { computed, type ComputedRef } from 'vue'
import {
  foundBy,
  textsHaystack,
  type FilterField,
  type FilterText,
  type FoundBy,
} from '../../core/search/filter-texts'
import { filterWords, hasWords, markWords } from '../../core/search/filter-words'

export interface ListFilter<Row> {
  /** The rows that have every word, in the order of all. */
  readonly shown: ComputedRef<readonly Row[]>
  /** A text of a row in parts; the odd ones are what was typed. */
  marked(text: string): readonly string[]
  /** By what a row was found that it does not show by itself. */
  foundBy(row: Row): FoundBy | undefined
}

/**
 * Filters the rows of a list by words in any order.
 *
 * @param textsOf gives a function that makes the texts of a row. It is called again when what it reads changes; for
 *   each function the texts of a row are made once, when somebody first filters
 * @param visible fields that a row shows by itself
 */
export function useListFilter<Row extends object>(
  rows: () => readonly Row[],
  typed: () => string,
  textsOf: () => (row: Row) => readonly FilterText[],
  visible: readonly FilterField[],
): ListFilter<Row> {
  const words = computed(() => filterWords(typed()))
  const haystacks = computed(() => {
    const make = textsOf()
    const known = new WeakMap<Row, string>()
    return (row: Row) => {
      const before = known.get(row)
      if (before !== undefined) return before
      const haystack = textsHaystack(make(row))
      known.set(row, haystack)
      return haystack
    }
  })
  const shown = computed(() => {
    if (words.value.length === 0) return rows()
    const haystackOf = haystacks.value
    return rows().filter((row) => hasWords(haystackOf(row), words.value))
  })
  return {
    shown,
    marked: (text) => markWords(text, words.value),
    foundBy: (row) =>
      words.value.length === 0 ? undefined : foundBy(textsOf()(row), words.value, visible),
  }
}
