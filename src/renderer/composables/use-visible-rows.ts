import { useEventListener, useResizeObserver } from '@vueuse/core'
import { computed, nextTick, ref, watch, type Ref } from 'vue'

/** Height without layout, as in tests. */
const leastHeight = 400

/**
 * The visible rows of a scrolling list of equal row heights, in pixels. @param around extra rows @param kept row
 * that stays rendered
 */
export function useVisibleRows<Item>(
  scroller: Readonly<Ref<HTMLElement | null | undefined>>,
  items: () => readonly Item[],
  rowHeight: () => number,
  around: () => number,
  { kept = () => -1, padding = 0 }: { kept?: () => number; padding?: number } = {},
) {
  const top = ref(0)
  // Measuring would force a layout before the first paint; no list is higher than its window.
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
  /** Style of the element that holds the rows. */
  const whole = computed(() => ({ height: `${items().length * rowHeight()}px` }))

  useEventListener(scroller, 'scroll', measure, { passive: true })
  // Also fires when observation begins: laid out, and not painted yet.
  useResizeObserver(scroller, measure)
  watch(
    () => items().length,
    // A shorter list may be scrolled too far.
    () => top.value > 0 && void nextTick(measure),
  )

  return { rows, range, whole, height, measure, reveal }
}
