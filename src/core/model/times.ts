/* oxlint-disable no-restricted-globals -- `Date` turns text into numbers and back; nothing reads the clock */

/** Milliseconds since 1970 of an ISO 8601 time; `NaN` for any other text. */
export function milliseconds(iso: string): number {
  return Date.parse(iso)
}

/** The day of a time in this computer's zone, as a number that grows by one each day. */
function dayNumber(iso: string): number {
  const time = new Date(iso)
  return Date.UTC(time.getFullYear(), time.getMonth(), time.getDate()) / 86_400_000
}

/**
 * How many days a person counts from one ISO 8601 time to another, in this computer's zone: 0 on the same day, 1 from
 * any hour to any of the next day, negative where the other comes first; `NaN` for any other text.
 */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/** A time as ISO 8601 in UTC; `undefined` where it is absent or unreadable. */
export function isoTime(text: string): string | undefined {
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

/** Milliseconds since 1970 as ISO 8601 in UTC; `undefined` beyond the range of dates. */
export function isoFrom(time: number): string | undefined {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : undefined
}

/** The last moment of a day such as `2027-03-01` in this computer's zone, as ISO 8601; `undefined` for any other text. */
export function endOfDay(day: string): string | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? isoTime(`${day}T23:59:59.999`) : undefined
}

const two = (value: number) => String(value).padStart(2, '0')

/** The day of a time in this computer's zone, such as `2027-03-01`. */
export function ownDay(iso: string): string {
  const time = new Date(iso)
  return `${String(time.getFullYear()).padStart(4, '0')}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
}

/** The day after one such as `2027-02-28`. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
