import type { AppError } from '../../core/errors/app-error'
import type { ApiCall } from './api-call'

/** Why a request is made again; each counts for itself. */
export type RetryReason = 'limited' | 'failed' | 'missing'

/**
 * Waits before each further attempt, in milliseconds. Those after a 429 outlast Ory's longest window
 * of a minute; those after a 404 are the usual time until something just created can be read.
 */
const steps: Record<RetryReason, readonly number[]> = {
  limited: [1000, 2000, 4000, 8000, 16_000, 30_000],
  failed: [500, 1000, 2000],
  missing: [1000, 2000, 4000, 8000],
}

const passing = new Set([502, 503, 504])

/**
 * Whether a failed request may be made again, and why. A write is only when it is known not to have
 * arrived, since it may otherwise have taken effect.
 *
 * @param interrupted the connection broke while the answer was read
 */
export function retryReason(
  call: Pick<ApiCall<unknown>, 'method' | 'fresh'>,
  error: AppError,
  interrupted: boolean,
): RetryReason | undefined {
  const { status, code } = error
  if (status === 429) return 'limited'
  if (call.method !== 'GET') return error.arrived === false && error.retry ? 'failed' : undefined
  if (status === 404) return call.fresh ? 'missing' : undefined
  if (interrupted || code === 'network.offline' || code === 'network.timeout') return 'failed'
  if (code === 'network.proxy') return error.retry ? 'failed' : undefined
  if (status === undefined) return undefined
  return passing.has(status) || (status < 500 && code === 'api.unavailable') ? 'failed' : undefined
}

/** How often a request is made again for a reason. */
export const retriesFor = (reason: RetryReason) => steps[reason].length

/**
 * The wait before an attempt, in milliseconds: the step, or what the server asked for if that is
 * longer, and something on top that spreads those who were rejected together.
 *
 * @param retry 1 for the first further attempt
 * @param random between 0 and 1
 */
export function waitBefore(
  reason: RetryReason,
  retry: number,
  asked: number,
  random: number,
): number {
  const base = Math.max(steps[reason][retry - 1] ?? 0, asked)
  return Math.round(base * (1 + random / 4))
}
