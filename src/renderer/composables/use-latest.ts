import { useTimeoutFn } from '@vueuse/core'
import { onScopeDispose, readonly, ref, toValue, watch, type Ref, type WatchSource } from 'vue'
import type { MaybeRefOrGetter } from 'vue'

export interface Latest {
  /** True from the start of a question until its answer is taken or it is cancelled. */
  readonly asking: Readonly<Ref<boolean>>
  /** Asks at once; resolves when this question is answered or was cancelled. */
  readonly askNow: () => Promise<void>
  /** Cancels the running question and the delayed one. */
  readonly cancel: () => void
}

/**
 * Asks a question again whenever something changes: once that has been quiet for a while, and with
 * the question before cancelled. An answer that was cancelled is dropped, so that an older one never
 * takes the place of a newer one. Ends with the scope.
 *
 * @param source what the question depends on; the first question is asked after the delay too
 * @param delay milliseconds without a change; `undefined` asks only by `askNow`
 * @param ask should pass the signal on to its requests; must not reject. `undefined` is no answer
 * @param take gets the answer to the newest question
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
