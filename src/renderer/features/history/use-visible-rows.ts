import { computed, type Ref } from 'vue'
import { useRowScroller } from '../../composables/use-row-scroller'

/** Rows kept beside those in sight: a short history is then whole for search and screen readers. */
const overscan = 30

/**
 * Which rows of one height have to be in the document: those in sight, and the one with the focus.
 *
 * @param scroller the element that scrolls
 * @param active index of the row that can have the focus
 */
export function useVisibleRows(
  scroller: Ref<HTMLElement | null>,
  count: () => number,
  active: () => number,
  rowHeight: number,
) {
  const { measure, reveal, range } = useRowScroller(scroller, count, () => rowHeight)

  const indexes = computed(() => {
    const { first, last } = range(overscan)
    const all = Array.from({ length: Math.max(0, last - first) }, (_item, index) => first + index)
    const kept = active()
    if (kept >= 0 && kept < count() && (kept < first || kept >= last)) all.push(kept)
    return all.toSorted((left, right) => left - right)
  })

  return { indexes, measure, reveal }
}
