import { useEventListener, useResizeObserver } from '@vueuse/core'
import { computed, nextTick, ref, watch, type Ref } from 'vue'

/** Height where there is no layout to measure, as in tests. */
const leastHeight = 400

/**
 * The rows in sight of a list that scrolls, each with its place in it, and scrolling to a row. All rows have
 * one height, so a place is a product: nothing is measured, and a row that is scrolled to is there with the next
 * tick.
 *
 * @param scroller the element that scrolls
 * @param rowHeight in pixels
 * @param around how many rows beside those in sight are drawn
 * @param kept index of a row that is always drawn, as it may have the focus
 * @param padding in pixels, above and below the rows
 */
export function useVisibleRows<Item>(
  scroller: Readonly<Ref<HTMLElement | null | undefined>>,
  items: () => readonly Item[],
  rowHeight: () => number,
  around: () => number,
  { kept = () => -1, padding = 0 }: { kept?: () => number; padding?: number } = {},
) {
  const top = ref(0)
  // No list is higher than its window: asking for its own height would have the page laid out before it is drawn.
  const height = ref(Math.max(window.innerHeight, leastHeight))

  function measure(): void {
    top.value = scroller.value?.scrollTop ?? 0
    height.value = Math.max(scroller.value?.clientHeight ?? 0, leastHeight)
  }

  /** Scrolls no further than needed. */
  function reveal(index: number): void {
    const element = scroller.value
    if (!element || index < 0) return
    const start = index * rowHeight()
    const end = start + rowHeight() + 2 * padding
    if (start < element.scrollTop) element.scrollTop = start
    else if (end > element.scrollTop + element.clientHeight) {
      element.scrollTop = end - element.clientHeight
    }
    measure()
  }

  const range = computed(() => {
    const first = Math.max(0, Math.floor(top.value / rowHeight()) - around())
    const last = Math.ceil((top.value + height.value) / rowHeight()) + around()
    return { first, last: Math.min(items().length, last) }
  })
  const rows = computed(() => {
    const all = items()
    const { first, last } = range.value
    const at = (position: number, item: Item) => ({
      item,
      position,
      style: { top: `${position * rowHeight()}px`, height: `${rowHeight()}px` },
    })
    const inSight = all.slice(first, last).map((item, offset) => at(first + offset, item))
    const focused = all[kept()]
    if (focused === undefined) return inSight
    if (kept() < first) return [at(kept(), focused), ...inSight]
    return kept() >= last ? [...inSight, at(kept(), focused)] : inSight
  })
  /** Of the element that holds the rows. */
  const whole = computed(() => ({ height: `${items().length * rowHeight()}px` }))

  useEventListener(scroller, 'scroll', measure, { passive: true })
  // Also when it begins to be observed: it was laid out by then, and is not painted yet.
  useResizeObserver(scroller, measure)
  watch(
    () => items().length,
    // A list that became shorter may have been scrolled further than it now reaches.
    () => top.value > 0 && void nextTick(measure),
  )

  return { rows, range, whole, height, measure, reveal }
}
