import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { PausableWork } from '../../core/model/pauses'

/** Milliseconds of work at a time, after which the window draws and takes keys. */
const slice = 8

/**
 * What some work gives, done in slices. What is done within the first one is there at once; as long as other work is
 * under way, what was there before stays.
 *
 * @param work `undefined` where there is none, or none yet
 */
export function useInSlices<Value>(
  work: () => PausableWork<Value> | undefined,
): Readonly<ShallowRef<Value | undefined>> {
  const value = shallowRef<Value>()
  let rest: ReturnType<typeof setTimeout> | undefined

  function run(steps: Generator<void, Value>): void {
    const until = performance.now() + slice
    do {
      const step = steps.next()
      if (step.done) {
        value.value = step.value
        return
      }
    } while (performance.now() < until)
    rest = setTimeout(run, 0, steps)
  }

  watch(
    work,
    (now) => {
      clearTimeout(rest)
      if (now) run(now.steps())
      else value.value = undefined
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(rest))
  return value
}
