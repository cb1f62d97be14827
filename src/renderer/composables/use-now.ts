import { useTimestamp } from '@vueuse/core'
import type { Ref } from 'vue'

/** The time in milliseconds since 1970, moved on every half minute. */
export function useNow(): Ref<number> {
  return useTimestamp({ interval: 30_000 })
}

/** "just now", "3 min ago", "2 h ago", "4 days ago". */
export function ageText(since: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(since)) / 60_000)
  if (!Number.isFinite(minutes)) return ''
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ago`
  return `${Math.floor(minutes / 1440)} days ago`
}
