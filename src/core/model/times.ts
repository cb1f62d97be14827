/* oxlint-disable no-restricted-globals -- `Date` turns text into numbers and back; nothing reads the clock */

/** Milliseconds since 1970 of an ISO 8601 time; `NaN` for any other text. */
export function milliseconds(iso: string): number {
  return Date.parse(iso)
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
