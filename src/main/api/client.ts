import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { appError, type AppError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import type { JsonValue } from '../../core/model/json'
import type { Transport } from './dispatcher'
import { toApiError, toNetworkError } from './http-errors'

/** Where a workspace's key may go, and the key. */
export interface Access {
  /** Origin without a trailing slash. */
  readonly apiAddress: string
  readonly apiKey: string
}

export interface ApiCall<Body> {
  readonly access: Access
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path with its query, beginning with `/`; ids in it already encoded. */
  readonly path: string
  readonly body?: JsonValue
  /** What the body of a success must look like; absent for an empty one. */
  readonly answer?: z.ZodType<Body>
  readonly signal?: AbortSignal | undefined
}

export interface ApiClient {
  /** Sends one request; reads are tried up to three times. */
  send<Body>(call: ApiCall<Body>): Promise<Result<Body>>
}

export interface ApiClientOptions {
  readonly transport: () => Promise<Transport>
  readonly userAgent: string
  /** Limit of one attempt, in milliseconds. */
  readonly timeout?: number
  /** Between 0 and 1: spreads the attempts of many. */
  readonly random?: () => number
  /** Waits, or ends early when the signal says so. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}

const attempts = 3
const retried = new Set([429, 502, 503, 504])

function sleepFor(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal?.addEventListener('abort', done)
  })
}

function isRetried(error: AppError): boolean {
  if (error.status !== undefined) return retried.has(error.status)
  return error.code === 'network.offline'
}

const cancelled = () => failure(appError('request.cancelled', 'The request was cancelled'))

export function createApiClient(options: ApiClientOptions): ApiClient {
  const { transport, userAgent, timeout = 30_000 } = options
  const { random = Math.random, sleep = sleepFor } = options

  async function attempt<Body>(call: ApiCall<Body>): Promise<Result<Body> & { wait?: number }> {
    const { access, method, body, answer, signal } = call
    const address = new URL(call.path, access.apiAddress)
    // A path such as `//host` would carry the key to another server.
    if (address.origin !== new URL(access.apiAddress).origin) {
      throw new Error(`A request left its API address: ${address.origin}`)
    }
    const carrier = await transport()
    const { dispatcher, proxied } = carrier.for(address.hostname)
    const limit = AbortSignal.timeout(timeout)
    const ownId = randomUUID()
    let status: number
    let text: string
    let header: (name: string) => string | undefined
    try {
      const response = await carrier.request(address, {
        dispatcher,
        method,
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
        headers: {
          authorization: `Bearer ${access.apiKey}`,
          accept: 'application/json',
          'user-agent': userAgent,
          'x-request-id': ownId,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const { headers } = response
      header = (name) => {
        const value = headers[name]
        return Array.isArray(value) ? value[0] : value
      }
      status = response.statusCode
      text = await response.body.text()
    } catch (error) {
      return failure(toNetworkError(error, { host: address.host, signal, proxied }))
    }
    const requestId = header('x-request-id') ?? header('x-ory-request-id')
    if (status < 200 || status > 299) {
      const after = Number(header('retry-after'))
      const error = failure(toApiError(status, text, requestId))
      return after > 0 && after <= 4 ? { ...error, wait: after * 1000 } : error
    }
    if (!answer) return success(undefined as Body)
    const parsed = answer.safeParse(parseJson(text))
    if (parsed.success) return success(parsed.data)
    const message = `${method} ${address.pathname} was answered in an unknown form`
    return failure(
      appError('api.unexpected-response', message, {
        status,
        ...(requestId === undefined ? {} : { requestId }),
      }),
    )
  }

  return {
    async send(call) {
      const { signal } = call
      const tries = call.method === 'GET' ? attempts : 1
      for (let count = 1; ; count += 1) {
        if (signal?.aborted) return cancelled()
        const result = await attempt(call)
        if (result.ok || count >= tries || !isRetried(result.error)) return result
        await sleep(result.wait ?? 400 * 2 ** (count - 1) * (0.5 + random()), signal)
      }
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
