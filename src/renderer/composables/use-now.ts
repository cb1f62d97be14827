import { useTimestamp } from '@vueuse/core'
import type { Ref } from 'vue'

/** Milliseconds since 1970, updated every 30 seconds. */
export function useNow(): Ref<number> {
  return useTimestamp({ interval: 30_000 })
}
