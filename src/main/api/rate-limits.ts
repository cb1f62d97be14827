/** As from undici: repeated headers are lists. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : value?.[0]
}

function numbersOf(headers: Headers, name: string): number[] {
  const value = headers[name] ?? []
  return (typeof value === 'string' ? [value] : value)
    .flatMap((line) => line.split(','))
    .map((part) => part.trim())
    .filter((part) => /^\d+(\.\d+)?$/.test(part))
    .map(Number)
}

const longestWait = 60_000

/** Milliseconds until buckets with at most `most` requests left are full again. */
function resetsOf(headers: Headers, most: number, isReached: boolean): number[] {
  const remaining = numbersOf(headers, 'x-ratelimit-remaining')
  const resets = numbersOf(headers, 'x-ratelimit-reset').map((seconds) => seconds * 1000)
  if (resets.length === remaining.length) {
    return resets.filter((_reset, at) => (remaining[at] ?? 0) <= most)
  }
  return isReached || remaining.some((count) => count <= most) ? resets : []
}

/** Milliseconds to wait, at most a minute. Ory sends `x-ratelimit-…`, others `Retry-After`. */
export function askedWait(headers: Headers, now: number, isLimited: boolean): number {
  const resets = resetsOf(headers, 0, isLimited)
  return Math.min(Math.max(0, ...resets, retryAfter(headers, now)), longestWait)
}

function retryAfter(headers: Headers, now: number): number {
  const value = headerOf(headers, 'retry-after')?.trim() ?? ''
  if (/^\d+$/.test(value)) return Number(value) * 1000
  const date = Date.parse(value)
  return Number.isNaN(date) ? 0 : Math.max(0, date - now)
}

const shortestPause = 100
const longestPause = 2000

/** Milliseconds to pause if a bucket has at most one request left, else 0. */
export function pauseAfter(headers: Headers): number {
  const remaining = numbersOf(headers, 'x-ratelimit-remaining')
  if (!remaining.some((count) => count <= 1)) return 0
  return Math.min(Math.max(shortestPause, ...resetsOf(headers, 1, true)), longestPause)
}
