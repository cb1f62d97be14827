import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { afterPicture } from './after-picture'

/**
 * How many rows of a list to show: a screenful at once, the others some with each frame after its picture, so that
 * opening it never waits for all of them. VueUse's `useRafFn` asks for one frame more after `pause`, so
 * a list that grows at that moment would have two loops.
 *
 * @param total of the list; what it grows by later is shown in the same way
 * @param anew shows a screenful again whenever it changes, as for other rows in the same list, and the others
 *   once it has not changed for a moment
 */
export function useGrowingCount(
  total: () => number,
  first = 20,
  step = 40,
  anew?: () => unknown,
): Ref<number> {
  const count = ref(Math.min(first, total()))
  /** Calls off what grows next. */
  let next: (() => void) | undefined
  let rest: ReturnType<typeof setTimeout> | undefined

  function stop(): void {
    clearTimeout(rest)
    next?.()
    next = undefined
  }

  function grow(): void {
    next = undefined
    count.value = Math.min(total(), count.value + step)
    if (count.value === total()) return
    const frame = requestAnimationFrame(grow)
    next = () => cancelAnimationFrame(frame)
  }

  watch(
    total,
    (now) => {
      count.value = Math.min(now, Math.max(count.value, first))
      if (count.value < now) next ??= afterPicture(grow)
    },
    { immediate: true },
  )
  if (anew) {
    watch(anew, () => {
      stop()
      count.value = Math.min(total(), first)
      rest = setTimeout(grow, quiet)
    })
  }
  onScopeDispose(stop)
  return count
}

/** Milliseconds: longer than between two letters. */
const quiet = 200
