import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { afterPicture } from './after-picture'

/**
 * Number of rows to render: a screenful first, more with each frame. VueUse's `useRafFn` could run two loops.
 * @param anew restarts
 */
export function useGrowingCount(
  total: () => number,
  first = 20,
  step = 40,
  anew?: () => unknown,
): Ref<number> {
  const count = ref(Math.min(first, total()))
  /** Cancels the next step. */
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

/** Milliseconds; longer than between two keystrokes. */
const quiet = 200
