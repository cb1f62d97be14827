import { milliseconds } from '../../model/times'

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/

/** Seconds since 1970 of an RFC 3339 time; `undefined` for another text. */
export function unixTime(text: string): number | undefined {
  const time = rfc3339.test(text) ? milliseconds(text) : Number.NaN
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000)
}
