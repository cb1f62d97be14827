/** Headers as undici returns them: a repeated one is a list. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** The first value of a header. */
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

/**
 * Milliseconds until the buckets that have at most `most` requests left are full again; of all buckets where the
 * headers do not say which one that is, and it is known of one of them.
 */
function resetsOf(headers: Headers, most: number, isReached: boolean): number[] {
  const remaining = numbersOf(headers, 'x-ratelimit-remaining')
  const resets = numbersOf(headers, 'x-ratelimit-reset').map((seconds) => seconds * 1000)
  if (resets.length === remaining.length) {
    return resets.filter((_reset, at) => (remaining[at] ?? 0) <= most)
  }
  return isReached || remaining.some((count) => count <= most) ? resets : []
}

/**
 * How long to wait after a failure, in milliseconds, at most a minute. Ory sends a set of `x-ratelimit-…` headers per
 * bucket with every answer, with a reset of 0 for the bucket of less than a second that rejects most requests, and no
 * `Retry-After`; other servers send that, in seconds or as a date. A bucket with requests left is not waited for.
 *
 * @param isLimited whether the server rejected the request because of a limit
 */
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

/**
 * The pause after a success if a bucket has one request left or none, in milliseconds; otherwise 0.
 * Only the buckets that are nearly empty count, if the headers allow to tell.
 */
export function pauseAfter(headers: Headers): number {
  const remaining = numbersOf(headers, 'x-ratelimit-remaining')
  if (!remaining.some((count) => count <= 1)) return 0
  return Math.min(Math.max(shortestPause, ...resetsOf(headers, 1, true)), longestPause)
}
