import { appError, type AppError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { hiddenReason } from '../../core/fields/hidden-text'
import { t } from '../../core/language/translate'
import { sleepFor } from './abort'
import { checkWrite } from './access'
import type { ApiCall, ApiWait } from './api-call'
import { attempt } from './attempt'
import { createSecretsInUse, type SecretsInUse } from '../scrub/secrets-in-use'
import type { Transport } from './dispatcher'
import { createPace } from './pace'
import { askedWait } from './rate-limits'
import { scrubError, secretsOf } from './scrub-call'
import { serverOf } from './uuid-at'
import { apiPath } from '../../core/links/api-address'
import { checkApiAddress } from './api-origin'

type Sent = Pick<ApiCall<unknown>, 'access' | 'segments' | 'query'>

/**
 * Checked and sent as the same object. `workspace.address-refused` or `request.invalid` otherwise.
 */
function sentAddress({ access, segments, query = '' }: Sent): Result<URL> {
  const allowed = checkApiAddress(access.apiAddress)
  if (!allowed.ok) {
    const why = `${access.apiAddress.slice(0, 300)}: ${allowed.why}`
    return failure(appError('workspace.address-refused', why, { arrived: false }))
  }
  const path = apiPath(segments)
  if (path === undefined) return refused()
  const address = new URL(path + query, allowed.origin)
  // If the parser changed anything, it would be another request.
  const isAsBuilt = address.pathname === path && address.search === query && address.hash === ''
  if (!isAsBuilt || address.origin !== new URL(allowed.origin).origin) return refused()
  return success(address)
}

function refused(): Result<never> {
  const message = t('An ID is not one that Ory gives, so the request was not sent')
  return failure(appError('request.invalid', message, { arrived: false }))
}

type RetryReason = 'limited' | 'failed' | 'missing'

/** Milliseconds before each retry: after a 429 longer than Ory's longest window of a minute. */
const steps: Record<RetryReason, readonly number[]> = {
  limited: [1000, 2000, 4000, 8000, 16_000, 30_000],
  failed: [500, 1000, 2000],
  missing: [1000, 2000, 4000, 8000],
}

const passing = new Set([502, 503, 504])

/** Whether a request may be retried; a write only if it certainly never reached the server. */
function retryReason(
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

const retriesFor = (reason: RetryReason) => steps[reason].length

/**
 * Milliseconds before a retry: planned or asked for by the server, plus a random spread (0 to 1).
 */
function waitBefore(reason: RetryReason, retry: number, asked: number, random: number): number {
  const base = Math.max(steps[reason][retry - 1] ?? 0, asked)
  return Math.round(base * (1 + random / 4))
}

export type { Access, WriteAccess } from './access'

export type { AnswerBudget, ApiCall, ApiWait, CallOptions } from './api-call'

export interface ApiClient {
  /** Sends a request; retries reads, and writes that certainly never arrived. */
  send<Body>(call: ApiCall<Body>): Promise<Result<Body>>
}

export interface ApiClientOptions {
  readonly transport: () => Promise<Transport>
  readonly userAgent: string
  /** Milliseconds of silence per attempt. */
  readonly timeout?: number
  /** Milliseconds of silence before `onWait`. */
  readonly tellAfter?: number
  readonly onWait?: (wait: ApiWait) => void
  /** From 0 to 1; spreads retries. */
  readonly random?: () => number
  /** Ends early on abort. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  readonly now?: () => number
  /** Scrubbed from all returned texts, besides each request's own secrets. */
  readonly secrets?: SecretsInUse
}

export function createApiClient(options: ApiClientOptions): ApiClient {
  const { transport, userAgent, timeout = 30_000 } = options
  // oxlint-disable-next-line no-restricted-properties -- here chance is put in
  const { random = Math.random, sleep = sleepFor, now = Date.now } = options
  const { secrets = createSecretsInUse() } = options
  const pace = createPace({ sleep, now })

  return {
    async send(call) {
      const reason = call.body === undefined ? undefined : hiddenReason(call.body)
      if (reason !== undefined) {
        return failure(appError('request.invalid', reason, { arrived: false }))
      }
      secrets.add(serverOf(call.access), ...secretsOf(call))
      const address = sentAddress(call)
      if (!address.ok) return { ok: false, error: scrubError(address.error, secrets) }
      const { access, signal } = call
      function onWait(wait: ApiWait): void {
        options.onWait?.(wait)
        call.onWait?.(wait)
      }
      const retries: Record<RetryReason, number> = { limited: 0, failed: 0, missing: 0 }
      let last: AppError | undefined
      for (;;) {
        await pace.wait(access.apiAddress, signal)
        if (signal?.aborted) return cancelled(last)
        if (call.method !== 'GET') {
          const allowed = await checkWrite(call.access, address.value.pathname)
          if (!allowed.ok) return allowed
        }
        const { result, headers, interrupted, odd } = await attempt(
          { ...call, onWait },
          address.value,
          {
            transport,
            userAgent,
            timeout,
            secrets,
            ...(options.tellAfter === undefined ? {} : { tellAfter: options.tellAfter }),
          },
        )
        if (result.ok) {
          pace.noteLimits(access.apiAddress, headers)
          call.onHeaders?.(headers)
          return result
        }
        last = result.error
        const reason = retryReason(call, last, interrupted)
        if (!reason || retries[reason] >= retriesFor(reason)) return result
        retries[reason] += 1
        const milliseconds = waitBefore(
          reason,
          retries[reason],
          askedWait(headers, now(), reason === 'limited'),
          random(),
        )
        const { code } = last
        // A rate limiter's answer is expected.
        const answered = odd === undefined || reason === 'limited' ? {} : { answered: odd }
        const next = { attempt: retries[reason], of: retriesFor(reason), milliseconds }
        onWait({ code, ...answered, ...next })
        await sleep(milliseconds, signal)
      }
    },
  }
}

/** `last`: error of the previous attempt; absent if nothing was sent. */
function cancelled(last: AppError | undefined): Result<never> {
  const unsent = !last || last.arrived === false
  const message = t('The request was cancelled')
  return failure(appError('request.cancelled', message, unsent ? { arrived: false } : {}))
}
