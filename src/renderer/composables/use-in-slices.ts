import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { PausableWork } from '../../core/model/pauses'

/** Milliseconds of work before the window may draw and take keys. */
const slice = 8

/** Result of pausable work, computed in slices; the former result stays meanwhile. */
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
