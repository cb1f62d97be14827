import type { RateLimit } from './options'

export interface Admission {
  admitted: boolean
  headers: Record<string, string[]>
}

export interface RateLimiter {
  /** Counts a request of this bucket; undefined if the bucket has no limit. */
  admit: (bucket: string) => Admission | undefined
}

const medium: ReadonlySet<string> = new Set([
  'getProject',
  'getWorkspace',
  'listOrganizations',
  'getOrganization',
  'getOrganizationOnboardingPortalLinks',
])

/** Operations of the hosts of projects whose limits are played. */
const people: ReadonlySet<string> = new Set(['listIdentities', 'listSessions'])

/** `x-ory-ratelimit-bucket` of the OpenAPI document; empty for a request whose limits are not played. */
export function bucketOf(operation: string | undefined, isProjectHost: boolean): string {
  if (operation === undefined) return ''
  if (isProjectHost) return people.has(operation) ? 'kratos-admin-medium' : ''
  return `backoffice-admin-${medium.has(operation) ? 'medium' : 'low'}`
}

interface Window {
  length: number
  limit: number
  begun: number
  used: number
}

/**
 * Two windows for each bucket, a second and a minute, that begin with their first request. A rejected
 * request does not count.
 */
export function createRateLimiter(
  limits: Readonly<Record<string, RateLimit>>,
  now: () => number = () => performance.now(),
): RateLimiter {
  const buckets = new Map<string, Window[]>()
  for (const [bucket, { perSecond, perMinute }] of Object.entries(limits)) {
    buckets.set(bucket, [
      { length: 1_000, limit: perSecond, begun: -Infinity, used: 0 },
      { length: 60_000, limit: perMinute, begun: -Infinity, used: 0 },
    ])
  }
  return {
    admit(bucket) {
      const windows = buckets.get(bucket)
      if (!windows) return undefined
      const time = now()
      for (const window of windows) {
        if (time - window.begun >= window.length) Object.assign(window, { begun: time, used: 0 })
      }
      const admitted = windows.every(({ used, limit }) => used < limit)
      if (admitted) for (const window of windows) window.used += 1
      return { admitted, headers: headersOf(windows, time) }
    },
  }
}

/** A set of headers for each window, so each name has several values; the one of a second always resets at 0. */
function headersOf(windows: readonly Window[], time: number): Record<string, string[]> {
  const policy = windows.map(({ limit, length }) => `${limit};w=${length / 1000}`).join(', ')
  return {
    'x-ratelimit-limit': windows.map(({ limit }) => `${limit}, ${policy}`),
    'x-ratelimit-remaining': windows.map(({ limit, used }) => String(Math.max(0, limit - used))),
    'x-ratelimit-reset': windows.map(({ begun, length }) =>
      // In this order, since a sum of fractions may slightly exceed the whole length.
      String(length <= 1000 ? 0 : Math.ceil((length - (time - begun)) / 1000)),
    ),
  }
}
