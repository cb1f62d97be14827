import { onScopeDispose, ref, watch, type Ref } from 'vue'

/**
 * Whole seconds left until a time, counted down while there is one.
 * @param until ISO 8601; `undefined` for none
 */
export function useCountdown(until: () => string | undefined): Ref<number> {
  const seconds = ref(0)
  let timer: ReturnType<typeof setInterval> | undefined

  function tick(): void {
    const time = until()
    const left = time === undefined ? 0 : Date.parse(time) - Date.now()
    seconds.value = Math.max(0, Math.ceil(left / 1000))
    if (seconds.value > 0) return
    clearInterval(timer)
    timer = undefined
  }

  watch(
    until,
    () => {
      clearInterval(timer)
      timer = setInterval(tick, 250)
      tick()
    },
    { immediate: true },
  )
  onScopeDispose(() => clearInterval(timer))
  return seconds
}
