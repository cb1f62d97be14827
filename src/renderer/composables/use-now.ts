import { useTimestamp } from '@vueuse/core'
import type { Ref } from 'vue'

/** The time in milliseconds since 1970, moved on every half minute. */
export function useNow(): Ref<number> {
  return useTimestamp({ interval: 30_000 })
}
