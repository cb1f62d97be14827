import { t } from '../../core/language/translate'

export { timeText } from '../../core/model/format'

/** "in 6 days", "in 3 hours", "in less than an hour", "expired"; empty for what is no time. */
export function untilText(iso: string, now: number): string {
  const hours = (Date.parse(iso) - now) / 3_600_000
  if (Number.isNaN(hours)) return ''
  if (hours <= 0) return t('expired')
  if (hours < 1) return t('in less than an hour')
  // A moment after a link for 7 days was made it still says 7 days.
  return hours < 23.5
    ? t('in {count, plural, one {# hour} other {# hours}}', { count: Math.round(hours) })
    : t('in {count, plural, one {# day} other {# days}}', { count: Math.round(hours / 24) })
}
