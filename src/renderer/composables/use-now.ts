import { useIntervalFn, useTimestamp } from '@vueuse/core'
import { ref, watch, type Ref } from 'vue'

/** Milliseconds since 1970, updated every 30 seconds. */
export function useNow(): Ref<number> {
  return useTimestamp({ interval: 30_000 })
}

/** Whole seconds until a time by the clock; VueUse counts ticks, which a sleeping computer loses. @param until ISO 8601 */
export function useCountdown(until: () => string | undefined): Ref<number> {
  const seconds = ref(0)
  const { pause, resume } = useIntervalFn(tick, 250, { immediate: false, immediateCallback: true })

  function tick(): void {
    const time = until()
    const remaining = time === undefined ? 0 : Date.parse(time) - Date.now()
    seconds.value = Math.max(0, Math.ceil(remaining / 1000))
    if (seconds.value === 0) pause()
  }

  watch(until, resume, { immediate: true })
  return seconds
}
