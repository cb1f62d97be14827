import { z } from 'zod'
import { appError, type AppError, type ErrorCode } from '../../core/errors/app-error'

const text = z.string().optional().catch(undefined)

/** `genericErrorContent` and the flat `genericError`, as the servers really send them. */
const contentSchema = z.looseObject({
  id: text,
  message: text,
  reason: text,
  error_description: text,
  request: text,
  details: z.looseObject({ feature: text }).optional().catch(undefined),
})
const nestedSchema = z.looseObject({ error: contentSchema })

interface ErrorContent {
  readonly id?: string | undefined
  readonly message: string
  readonly request?: string | undefined
  readonly feature?: string | undefined
}

function readContent(body: string): ErrorContent {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return { message: '' }
  }
  const nested = nestedSchema.safeParse(json)
  const flat = nested.success ? undefined : contentSchema.safeParse(json)
  const content = nested.success ? nested.data.error : flat?.data
  if (!content) return { message: '' }
  const parts = [content.message, content.reason ?? content.error_description]
  return {
    id: content.id,
    message: [...new Set(parts.filter(Boolean))].join(' '),
    request: content.request,
    feature: content.details?.feature,
  }
}

function codeOf(status: number, id: string | undefined): ErrorCode {
  if (id === 'feature_not_available') return 'api.feature-not-available'
  if (id === 'quota_exceeded') return 'api.quota-exceeded'
  switch (status) {
    case 401:
      return 'api.unauthorized'
    case 403:
      return 'api.forbidden'
    case 404:
      return 'api.not-found'
    case 409:
      return 'api.conflict'
    case 429:
      return 'api.rate-limited'
    default:
      if (status >= 500) return 'api.unavailable'
      return status >= 400 ? 'api.rejected' : 'api.unexpected-response'
  }
}

/** @param body as received: nested, flat, empty, or a proxy's HTML page. */
export function toApiError(
  status: number,
  body: string,
  headerRequestId: string | undefined,
): AppError {
  const content = readContent(body)
  const requestId = content.request ?? headerRequestId
  const code = codeOf(status, content.id)
  return appError(code, content.message.slice(0, 2000) || `The server answered ${status}`, {
    status,
    retry: code === 'api.rate-limited' || code === 'api.unavailable',
    ...(requestId === undefined ? {} : { requestId }),
    ...(content.feature === undefined ? {} : { subject: content.feature }),
  })
}

const timeouts = /^(UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ETIMEDOUT|ESOCKETTIMEDOUT)$/
const tls = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO|HOSTNAME_MISMATCH)/

/** Codes of an error and of what caused it, the innermost last. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const inner: unknown[] = error instanceof AggregateError ? error.errors : [error.cause]
  return [...code, ...inner.flatMap(codesOf)]
}

/** What became of a request that got no answer. */
export function toNetworkError(
  error: unknown,
  { host, signal, proxied }: { host: string; signal?: AbortSignal | undefined; proxied: boolean },
): AppError {
  if (signal?.aborted) return appError('request.cancelled', 'The request was cancelled')
  const codes = codesOf(error)
  const name = error instanceof Error ? error.name : ''
  const message = `${host}: ${error instanceof Error ? error.message : 'no answer'}`
  const more = { retry: true, subject: host }
  if (name === 'TimeoutError' || codes.some((code) => timeouts.test(code))) {
    return appError('network.timeout', message, more)
  }
  if (codes.some((code) => tls.test(code))) {
    return appError('network.tls', message, { ...more, retry: false })
  }
  if (proxied && /proxy/i.test(message)) return appError('network.proxy', message, more)
  return appError('network.offline', message, more)
}
