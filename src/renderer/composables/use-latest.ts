import { useTimeoutFn } from '@vueuse/core'
import { onScopeDispose, readonly, ref, toValue, watch, type Ref, type WatchSource } from 'vue'
import type { MaybeRefOrGetter } from 'vue'

export interface Latest {
  /** True until the answer is taken or the question canceled. */
  readonly asking: Readonly<Ref<boolean>>
  /** Asks at once; resolves when answered or canceled. */
  readonly askNow: () => Promise<void>
  readonly cancel: () => void
}

/**
 * Asks again after each change of `source`, debounced by `delay` ms (`undefined`: only by `askNow`); drops
 * outdated answers.
 */
export function useLatest<Answer>(
  source: WatchSource | readonly WatchSource[],
  delay: MaybeRefOrGetter<number | undefined>,
  ask: (signal: AbortSignal) => Promise<Answer | undefined>,
  take: (answer: Answer) => void,
): Latest {
  const asking = ref(false)
  let controller = new AbortController()
  const quiet = useTimeoutFn(askNow, () => toValue(delay) ?? 0, { immediate: false })

  function cancel(): void {
    quiet.stop()
    controller.abort()
    asking.value = false
  }

  async function askNow(): Promise<void> {
    cancel()
    const { signal } = (controller = new AbortController())
    asking.value = true
    const answer = await ask(signal)
    if (signal.aborted) return
    if (answer !== undefined) take(answer)
    asking.value = false
  }

  function askLater(): void {
    quiet.stop()
    if (toValue(delay) !== undefined) quiet.start()
  }

  watch(source, askLater, { immediate: true })
  onScopeDispose(cancel)

  return { asking: readonly(asking), askNow, cancel }
}
