import { counted } from '../../core/model/counted'

export { timeText } from '../../core/model/format'

/** "in 6 days", "in 3 hours", "in less than an hour", "expired"; empty for what is no time. */
export function untilText(iso: string, now: number): string {
  const hours = (Date.parse(iso) - now) / 3_600_000
  if (Number.isNaN(hours)) return ''
  if (hours <= 0) return 'expired'
  if (hours < 1) return 'in less than an hour'
  // A moment after a link for 7 days was made it still says 7 days.
  return hours < 23.5
    ? `in ${counted(Math.round(hours), 'hour')}`
    : `in ${counted(Math.round(hours / 24), 'day')}`
}
