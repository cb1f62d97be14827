import { milliseconds } from './times'

/**
 * How numbers, days and times are written: in English words, and by the habits of the person's region, such as the
 * hours of a day and what stands between thousands. Nothing else in the app writes one; `test/unit/format.test.ts`
 * looks for it.
 */

interface Formats {
  readonly number: Intl.NumberFormat
  readonly day: Intl.DateTimeFormat
  readonly ownDay: Intl.DateTimeFormat
  readonly time: Intl.DateTimeFormat
  readonly hour: Intl.DateTimeFormat
  readonly dayAndHour: Intl.DateTimeFormat
}

function formatsOf(region: string | undefined): Formats {
  // Where the region is not known, numbers as most of the world has them in English, and days without doubt.
  const dates = `en-${region ?? 'GB'}`
  return {
    number: new Intl.NumberFormat(region === undefined ? 'en' : dates),
    day: new Intl.DateTimeFormat(dates, { dateStyle: 'medium', timeZone: 'UTC' }),
    ownDay: new Intl.DateTimeFormat(dates, { dateStyle: 'long' }),
    time: new Intl.DateTimeFormat(dates, { dateStyle: 'long', timeStyle: 'short' }),
    hour: new Intl.DateTimeFormat(dates, { timeStyle: 'short' }),
    dayAndHour: new Intl.DateTimeFormat(dates, {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    }),
  }
}

// Texts with numbers are made in a hundred places of the core: one state that is set once at the start of a process,
// thread or window is less than an argument in each of them.
let region: string | undefined
let formats: Formats | undefined
const now = () => (formats ??= formatsOf(region))

/**
 * From here on this process writes by the habits of a region.
 *
 * @param next two letters or three digits, as `regionOf` gives them; `undefined` where it is not known
 */
export function setRegion(next: string | undefined): void {
  region = next
  formats = undefined
}

export const currentRegion = (): string | undefined => region

/**
 * The region of a locale as systems write them: `AT` of `de_AT.UTF-8`, `DE` of `de`; `undefined` where it names none.
 */
export function regionOf(locale: string): string | undefined {
  const [name = ''] = locale.split(/[.@]/)
  if (name === '' || name === 'C' || name === 'POSIX') return undefined
  try {
    return new Intl.Locale(name.replaceAll('_', '-')).maximize().region
  } catch {
    // No locale.
    return undefined
  }
}

/** `12,345`. */
export const numberText = (value: number): string => now().number.format(value)

/** A time as the day that it has in UTC, such as `1 Mar 2027`; the text itself if it is no time. */
export function dayText(iso: string): string {
  const time = milliseconds(iso)
  return Number.isNaN(time) ? iso : now().day.format(time)
}

/**
 * The day of a time in UTC as `2027-03-01`: for what leaves this computer, where others have other habits, and for
 * fields and comparisons.
 */
export const isoDay = (iso: string): string => iso.slice(0, 10)

/** A time as the day that it has in this computer's zone, such as `1 March 2027`; the text itself if it is no time. */
export function ownDayText(iso: string): string {
  const time = milliseconds(iso)
  return Number.isNaN(time) ? iso : now().ownDay.format(time)
}

/** `1 March 2027 at 14:05`, in this computer's zone; the text itself if it is no time. */
export function timeText(iso: string): string {
  const time = milliseconds(iso)
  return Number.isNaN(time) ? iso : now().time.format(time)
}

/** As short as it is clear: `14:05` today, `3 Nov, 14:05` before; empty for what is no time. */
export function shortTimeText(iso: string, present: number): string {
  const time = milliseconds(iso)
  if (Number.isNaN(time)) return ''
  const { hour, dayAndHour, ownDay } = now()
  const isToday = ownDay.format(time) === ownDay.format(present)
  return (isToday ? hour : dayAndHour).format(time)
}
