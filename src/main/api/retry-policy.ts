import type { AppError } from '../../core/errors/app-error'
import type { ApiCall } from './api-call'

/** Why a request is retried; each reason has its own number of attempts. */
export type RetryReason = 'limited' | 'failed' | 'missing'

/**
 * Waits before each retry, in milliseconds. Those after a 429 are longer in total than Ory's longest
 * window of a minute; those after a 404 are the usual time until a created object can be read.
 */
const steps: Record<RetryReason, readonly number[]> = {
  limited: [1000, 2000, 4000, 8000, 16_000, 30_000],
  failed: [500, 1000, 2000],
  missing: [1000, 2000, 4000, 8000],
}

const passing = new Set([502, 503, 504])

/**
 * Whether and why a failed request may be retried. A write is retried only if it certainly did not reach
 * the server, since it may otherwise have taken effect.
 *
 * @param interrupted whether the connection broke while the answer was read
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

/** How often a request is retried for a reason. */
export const retriesFor = (reason: RetryReason) => steps[reason].length

/**
 * The wait before an attempt, in milliseconds: the planned one, or the server's if that is longer, plus
 * a random part that spreads clients rejected at the same time.
 *
 * @param retry 1 for the first retry
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
