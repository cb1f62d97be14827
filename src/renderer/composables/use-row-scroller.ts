import { useResizeObserver } from '@vueuse/core'
import { nextTick, onMounted, ref, watch, type Ref } from 'vue'

/** Height to start with where there is no layout to measure, as in tests. */
const leastHeight = 400

/**
 * The visible part of a scrolling list of rows of one height, in pixels, and scrolling to a row.
 *
 * @param scroller the element that scrolls
 */
export function useRowScroller(
  scroller: Ref<HTMLElement | null | undefined>,
  count: () => number,
  rowHeight: () => number,
) {
  const top = ref(0)
  const height = ref(leastHeight)

  function measure(): void {
    if (!scroller.value) return
    top.value = scroller.value.scrollTop
    height.value = Math.max(scroller.value.clientHeight, leastHeight)
  }

  /** Scrolls no further than needed. */
  function reveal(index: number): void {
    const element = scroller.value
    if (!element || index < 0) return
    const start = index * rowHeight()
    const end = start + rowHeight()
    if (start < element.scrollTop) element.scrollTop = start
    else if (end > element.scrollTop + element.clientHeight) {
      element.scrollTop = end - element.clientHeight
    }
    measure()
  }

  /** The visible rows with some on both sides: the first, and the one after the last. */
  function range(overscan: number): { readonly first: number; readonly last: number } {
    const first = Math.max(0, Math.floor(top.value / rowHeight()) - overscan)
    const last = Math.ceil((top.value + height.value) / rowHeight()) + overscan
    return { first, last: Math.min(count(), last) }
  }

  onMounted(measure)
  useResizeObserver(scroller, measure)
  watch(count, () => void nextTick(measure))

  return { height, measure, reveal, range }
}
