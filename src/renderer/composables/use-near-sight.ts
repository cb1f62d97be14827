import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'

/** Pixels around what is in sight, so that a part is drawn before it is scrolled to. */
const around = '600px 0px'

/**
 * Which parts of something long are in sight or near it, by their places; at first, the first.
 *
 * @param whole its children are the parts
 * @param parts changes whenever they are others
 */
export function useNearSight(
  whole: Readonly<Ref<HTMLElement | null>>,
  parts: () => unknown,
): Readonly<Ref<ReadonlySet<number>>> {
  const near = shallowRef<ReadonlySet<number>>(new Set([0]))
  const places = new Map<Element, number>()

  /** Whether a selection begins, ends or goes through it. */
  function isSelected(part: Element): boolean {
    const selection = document.getSelection()
    return (
      selection !== null && selection.rangeCount > 0 && selection.getRangeAt(0).intersectsNode(part)
    )
  }

  function onMove(entries: readonly IntersectionObserverEntry[]): void {
    const now = new Set(near.value)
    for (const { target, isIntersecting } of entries) {
      const place = places.get(target)
      if (place === undefined) continue
      if (isIntersecting) now.add(place)
      // A selection would lose an end that lies in what is drawn anew.
      else if (!isSelected(target)) now.delete(place)
    }
    near.value = now
  }
  // Newer than the types: a margin of what scrolls, where that is not the page.
  const margins: IntersectionObserverInit & { scrollMargin: string } = {
    rootMargin: around,
    scrollMargin: around,
  }
  const observer = new IntersectionObserver(onMove, margins)

  watch(
    [whole, parts],
    () => {
      observer.disconnect()
      places.clear()
      for (const [place, part] of [...(whole.value?.children ?? [])].entries()) {
        places.set(part, place)
        observer.observe(part)
      }
    },
    { flush: 'post' },
  )
  onScopeDispose(() => observer.disconnect())
  return near
}
