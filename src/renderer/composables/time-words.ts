import { t } from '../../core/language/translate'
import { daysBetween } from '../../core/model/times'

export { timeText } from '../../core/model/format'

/** "in 6 days", "tomorrow", "in 3 hours", "in less than an hour", "expired"; empty for what is no time. */
export function untilText(iso: string, now: number): string {
  const hours = (Date.parse(iso) - now) / 3_600_000
  if (Number.isNaN(hours)) return ''
  if (hours <= 0) return t('expired')
  if (hours < 1) return t('in less than an hour')
  if (hours < 23.5) {
    return t('in {count, plural, one {# hour} other {# hours}}', { count: Math.round(hours) })
  }
  const count = daysBetween(new Date(now).toISOString(), iso)
  return count === 1
    ? t('tomorrow')
    : t('in {count, plural, one {# day} other {# days}}', { count })
}
