import { useTimestamp } from '@vueuse/core'
import type { Ref } from 'vue'
import { t } from '../../core/language/translate'
import { daysBetween } from '../../core/model/times'

/** The time in milliseconds since 1970, moved on every half minute. */
export function useNow(): Ref<number> {
  return useTimestamp({ interval: 30_000 })
}

/** "just now", "3 min ago", "2 h ago", "yesterday", "4 days ago". */
export function ageText(since: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(since)) / 60_000)
  if (!Number.isFinite(minutes)) return ''
  if (minutes < 1) return t('just now')
  if (minutes < 60) return t('{minutes} min ago', { minutes })
  if (minutes < 24 * 60) return t('{hours} h ago', { hours: Math.floor(minutes / 60) })
  const count = daysBetween(since, new Date(now).toISOString())
  return count === 1
    ? t('yesterday')
    : t('{count, plural, one {# day ago} other {# days ago}}', { count })
}
