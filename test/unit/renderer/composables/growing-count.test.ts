import { expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useGrowingCount } from '../../../../src/renderer/composables/use-growing-count'

test('a screenful at once, the rest by frames, and never more than there is', async () => {
  const frames: FrameRequestCallback[] = []
  vi.stubGlobal('requestAnimationFrame', (run: FrameRequestCallback) => frames.push(run))
  vi.stubGlobal('cancelAnimationFrame', () => frames.splice(0))
  const total = ref(100)
  const scope = effectScope()
  const count = scope.run(() => useGrowingCount(() => total.value, 20, 50))
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
