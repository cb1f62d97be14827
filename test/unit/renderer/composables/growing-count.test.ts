import { expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useGrowingCount } from '../../../../src/renderer/composables/use-growing-count'

test('a screenful at once, the rest by frames after its picture, and never more than there is', async () => {
  const frames: FrameRequestCallback[] = []
  vi.stubGlobal('requestAnimationFrame', (run: FrameRequestCallback) => frames.push(run))
  vi.stubGlobal('cancelAnimationFrame', () => frames.splice(0))
  const total = ref(100)
  const scope = effectScope()
  const count = scope.run(() => useGrowingCount(() => total.value, 20, 50))
  frames.shift()?.(0)
  expect(count?.value).toBe(20)
  frames.shift()?.(0)
  expect(count?.value).toBe(70)
  frames.shift()?.(0)
  expect(count?.value).toBe(100)
  expect(frames).toEqual([])
  total.value = 5
  await nextTick()
  expect(count?.value).toBe(5)
  scope.stop()
  vi.unstubAllGlobals()
})

test('shows a screenful where other rows come, and the rest once no others have come for a moment', async () => {
  vi.useFakeTimers()
  const items = ref([...'abcdefghij'])
  const scope = effectScope()
  const total = () => items.value.length
  const count = scope.run(() => useGrowingCount(total, 3, 10, () => items.value))
  await vi.advanceTimersByTimeAsync(500)
  expect(count?.value).toBe(10)
  for (const letters of ['klmnopqrst', 'uvwxyzabcdefg']) {
    items.value = [...letters]
    await nextTick()
    await vi.advanceTimersByTimeAsync(150)
    expect(count?.value).toBe(3)
  }
  await vi.advanceTimersByTimeAsync(500)
  expect(count?.value).toBe(13)
  scope.stop()
  vi.useRealTimers()
})
