import { dateLocale, numberLocale } from '../language/locale'
import { numbersOf } from '../language/numbers'
import { t } from '../language/translate'
import { daysBetween, isoFrom, milliseconds } from './times'

/**
 * How numbers, days and times are written: in the app's language and by the habits of the person's region, such as the
 * hours of a day and what stands between thousands. Nothing else in the app writes one; `test/unit/format.test.ts`
 * looks for it.
 */

const dateStyles = {
  day: { dateStyle: 'medium' },
  time: { dateStyle: 'medium', timeStyle: 'short' },
  hour: { timeStyle: 'short' },
  dayAndHour: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>

/** Makes each format when it is first used: one takes some milliseconds, and a start uses few of them. */
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

/** The formats of the present language and region. */
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

/** A time as the day that it has in this computer's zone, such as `1 Mar 2027`; the text itself if it is no time. */
export function dayText(iso: string): string {
  const time = milliseconds(iso)
  return Number.isNaN(time) ? iso : now().date('day').format(time)
}

/**
 * The day of a time in UTC as `2027-03-01`: for what leaves this computer, where others have other habits, and for
 * fields and comparisons.
 */
export const isoDay = (iso: string): string => iso.slice(0, 10)

/** `1 Mar 2027, 14:05`, in this computer's zone; the text itself if it is no time. */
export function timeText(iso: string): string {
  const time = milliseconds(iso)
  return Number.isNaN(time) ? iso : now().date('time').format(time)
}

/** As short as it is clear: `14:05` today, `3 Nov, 14:05` before; empty for what is no time. */
export function shortTimeText(iso: string, present: number): string {
  const time = milliseconds(iso)
  if (Number.isNaN(time)) return ''
  const day = now().date('day')
  const isToday = day.format(time) === day.format(present)
  return now()
    .date(isToday ? 'hour' : 'dayAndHour')
    .format(time)
}

/** Whether this is the name of a time zone, such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    // A name that is not known is an error of its own, and the only one here.
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
