import { computed, nextTick, onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue'

/** Rows kept beside those in sight: a short history is then whole for search and screen readers. */
const overscan = 30
/** Enough of a first window where there is no layout to measure, as in tests. */
const leastHeight = 400

/**
 * Which rows of one height have to be in the document: those in sight, and the one with the focus.
 *
 * @param scroller the element that scrolls
 * @param active index of the row that can have the focus
 */
export function useRowsInSight(
  scroller: Ref<HTMLElement | null>,
  count: () => number,
  active: () => number,
  rowHeight: number,
) {
  const top = ref(0)
  const height = ref(leastHeight)

  const indexes = computed(() => {
    const first = Math.max(0, Math.floor(top.value / rowHeight) - overscan)
    const last = Math.min(count(), Math.ceil((top.value + height.value) / rowHeight) + overscan)
    const all = Array.from({ length: Math.max(0, last - first) }, (_item, index) => first + index)
    const kept = active()
    if (kept >= 0 && kept < count() && (kept < first || kept >= last)) all.push(kept)
    return all.toSorted((left, right) => left - right)
  })

  function measure(): void {
    if (!scroller.value) return
    top.value = scroller.value.scrollTop
    height.value = Math.max(scroller.value.clientHeight, leastHeight)
  }

  /** Scrolls no further than needed. */
  function reveal(index: number): void {
    const element = scroller.value
    if (!element || index < 0) return
    const start = index * rowHeight
    const end = start + rowHeight
    if (start < element.scrollTop) element.scrollTop = start
    else if (end > element.scrollTop + element.clientHeight) {
      element.scrollTop = end - element.clientHeight
    }
    measure()
  }

  let observer: ResizeObserver | undefined
  onMounted(() => {
    measure()
    if (typeof ResizeObserver === 'undefined' || !scroller.value) return
    observer = new ResizeObserver(measure)
    observer.observe(scroller.value)
  })
  onBeforeUnmount(() => observer?.disconnect())
  watch(count, () => void nextTick(measure))

  return { indexes, measure, reveal }
}
