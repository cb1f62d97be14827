import { expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { pausableWork } from '../../../../src/core/model/pauses'
import { useInSlices } from '../../../../src/renderer/composables/use-in-slices'

/** Work of some steps that take five milliseconds each. */
function work(name: string, count: number, done: string[]) {
  return pausableWork(
    (function* () {
      for (let step = 1; step <= count; step += 1) {
        vi.setSystemTime(Date.now() + 5)
        vi.spyOn(performance, 'now').mockReturnValue(Date.now())
        done.push(`${name}${step}`)
        yield
      }
      return name
    })(),
  )
}

it('does a slice at a time, keeps what was there, and leaves work that nobody wants any more', async () => {
  vi.useFakeTimers()
  vi.spyOn(performance, 'now').mockReturnValue(Date.now())
  const done: string[] = []
  const wanted = shallowRef(work('a', 1, done))
  const scope = effectScope()
  const value = scope.run(() => useInSlices(() => wanted.value))
  expect(value?.value).toBe('a')

  wanted.value = work('b', 9, done)
  await nextTick()
  expect(done).toEqual(['a1', 'b1', 'b2'])
  expect(value?.value).toBe('a')
  vi.runOnlyPendingTimers()
  expect(done.at(-1)).toBe('b4')

  wanted.value = work('c', 3, done)
  await nextTick()
  // Whoever needs it now does what is left of it.
  expect(wanted.value.finish()).toBe('c')
  expect(done.slice(5)).toEqual(['c1', 'c2', 'c3'])
  expect(value?.value).toBe('a')
  vi.runAllTimers()
  expect(value?.value).toBe('c')
  expect(done).toHaveLength(8)
  scope.stop()
  vi.restoreAllMocks()
  vi.useRealTimers()
})
