import { appError, type AppError } from '../../core/errors/app-error'
import { failure, type Result } from '../../core/errors/result'
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
import { retriesFor, retryReason, waitBefore, type RetryReason } from './retry-policy'
import { scrubError, secretsOf } from './scrub-call'
import { sentAddress } from './sent-address'
import { serverOf } from './uuid-at'

export type { Access, WriteAccess } from './access'
export type { AnswerBudget, ApiCall, ApiWait, CallOptions } from './api-call'

export interface ApiClient {
  /**
   * Sends a request. Reads are retried after a temporary failure, writes only if they certainly did not
   * reach the server; `retry-policy` says how often. Ends with `request.cancelled` as soon as the call's
   * signal is aborted. A write is refused as soon as the guards no longer allow it.
   */
  send<Body>(call: ApiCall<Body>): Promise<Result<Body>>
}

export interface ApiClientOptions {
  readonly transport: () => Promise<Transport>
  readonly userAgent: string
  /** Longest silence within one attempt, in milliseconds. */
  readonly timeout?: number
  /** Silence during an answer, in milliseconds, after which `onWait` is called. */
  readonly tellAfter?: number
  /** Called before each wait of any call, besides the call's own. */
  readonly onWait?: (wait: ApiWait) => void
  /** Between 0 and 1: spreads the retries of many clients. */
  readonly random?: () => number
  /** Waits, or ends early when the signal is aborted. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** Secrets that no returned text may contain; those of each request are added. */
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
        // A rate limiter before the API is a usual answer.
        const answered = odd === undefined || reason === 'limited' ? {} : { answered: odd }
        const next = { attempt: retries[reason], of: retriesFor(reason), milliseconds }
        onWait({ code, ...answered, ...next })
        await sleep(milliseconds, signal)
      }
    },
  }
}

/** @param last the error of the previous attempt; absent if nothing was sent yet. */
function cancelled(last: AppError | undefined): Result<never> {
  const unsent = !last || last.arrived === false
  const message = t('The request was cancelled')
  return failure(appError('request.cancelled', message, unsent ? { arrived: false } : {}))
}
