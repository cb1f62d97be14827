import { dateLocale, numberLocale } from '../language/locale'
import { numbersOf } from '../language/numbers'
import { t } from '../language/translate'
import { daysBetween, isoFrom, milliseconds } from './times'

/**
 * The app's only formatting of numbers and times, by its language and the system's region; `test/unit/format.test.ts`
 * enforces it.
 */

const dateStyles = {
  day: { dateStyle: 'medium' },
  time: { dateStyle: 'medium', timeStyle: 'short' },
  hour: { timeStyle: 'short' },
  dayAndHour: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>

/** Creates each format on first use, which takes milliseconds. */
function formatsOf() {
  const [dates, numbers] = [dateLocale(), numberLocale()]
  const made = new Map<keyof typeof dateStyles, Intl.DateTimeFormat>()
  return {
    numbers: numbersOf(numbers),
    date(style: keyof typeof dateStyles): Intl.DateTimeFormat {
      const format = made.get(style) ?? new Intl.DateTimeFormat(dates, dateStyles[style])
      made.set(style, format)
      return format
    },
  }
}

let formats: ReturnType<typeof formatsOf> | undefined
let madeFor = ''

function now() {
  const locales = `${dateLocale()} ${numberLocale()}`
  if (!formats || madeFor !== locales) {
    formats = formatsOf()
    madeFor = locales
  }
  return formats
}

/** `12,345`. */
export const numberText = (value: number): string => now().numbers.format(value)

/** Local day such as `1 Mar 2027`; returns an unreadable time unchanged. */
export function dayText(iso: string): string {
  const time = milliseconds(iso)
  return Number.isNaN(time) ? iso : now().date('day').format(time)
}

/** UTC day as `2027-03-01`, for exports, fields and comparisons. */
export const isoDay = (iso: string): string => iso.slice(0, 10)

/** Local time such as `1 Mar 2027, 14:05`; returns an unreadable time unchanged. */
export function timeText(iso: string): string {
  const time = milliseconds(iso)
  return Number.isNaN(time) ? iso : now().date('time').format(time)
}

/** `14:05` today, else `3 Nov, 14:05`; empty for an unreadable time. */
export function shortTimeText(iso: string, present: number): string {
  const time = milliseconds(iso)
  if (Number.isNaN(time)) return ''
  const day = now().date('day')
  const isToday = day.format(time) === day.format(present)
  return now()
    .date(isToday ? 'hour' : 'dayAndHour')
    .format(time)
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    // The only error here is an unknown name.
    return false
  }
}

/** "just now", "3 min ago", "2 h ago", "yesterday", "4 days ago". */
export function ageText(since: string, present: number): string {
  const minutes = Math.floor((present - milliseconds(since)) / 60_000)
  if (!Number.isFinite(minutes)) return ''
  if (minutes < 1) return t('just now')
  if (minutes < 60) return t('{minutes} min ago', { minutes })
  if (minutes < 24 * 60) return t('{hours} h ago', { hours: Math.floor(minutes / 60) })
  const count = daysBetween(since, isoFrom(present) ?? '')
  return count === 1
    ? t('yesterday')
    : t('{count, plural, one {# day ago} other {# days ago}}', { count })
}
