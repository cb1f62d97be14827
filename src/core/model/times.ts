/* oxlint-disable no-restricted-globals -- `Date` turns text into numbers and back; nothing reads the clock */

/** `NaN` for an unreadable time. */
export function milliseconds(iso: string): number {
  return Date.parse(iso)
}

/** Local day number, increasing by one each day. */
function dayNumber(iso: string): number {
  const time = new Date(iso)
  return Date.UTC(time.getFullYear(), time.getMonth(), time.getDate()) / 86_400_000
}

/** Calendar days between two times in the local zone: negative if `to` is earlier, `NaN` if unreadable. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/** `undefined` for an absent or unreadable time. */
export function isoTime(text: string): string | undefined {
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

/** `undefined` beyond the range of dates. */
export function isoFrom(time: number): string | undefined {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : undefined
}

/** Local end of a day such as `2027-03-01`, as ISO 8601; `undefined` if unreadable. */
export function endOfDay(day: string): string | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? isoTime(`${day}T23:59:59.999`) : undefined
}

const two = (value: number) => String(value).padStart(2, '0')

/** Local day, such as `2027-03-01`. */
export function ownDay(iso: string): string {
  const time = new Date(iso)
  return `${String(time.getFullYear()).padStart(4, '0')}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
}

export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
