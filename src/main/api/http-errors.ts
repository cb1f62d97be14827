import { z } from 'zod'
import { appError, type AppError, type ErrorCode } from '../../core/errors/app-error'
import { t } from '../../core/language/translate'
import { isTooDeep } from '../../core/model/json-depth'
import { isWebPage } from './bodies'
import { isUnsent, malformedProxy, socksOnly, tlsWeakened, workingOffline } from './connect-errors'
import { headerOf, type Headers } from './rate-limits'

const text = z.string().optional().catch(undefined)

/** `genericErrorContent` and the flat `genericError`, as servers really send them. */
const contentSchema = z.looseObject({
  id: text,
  message: text,
  reason: text,
  error: text,
  error_description: text,
  debug: text,
  request: text,
  details: z.looseObject({ feature: text, quota: text }).optional().catch(undefined),
})
const nestedSchema = z.looseObject({ error: contentSchema })

interface ErrorContent {
  readonly gate?: Gate | undefined
  readonly message: string
  readonly debug?: string | undefined
  readonly request?: string | undefined
  readonly feature?: string | undefined
}

/** Error IDs of the OpenAPI document. */
type Gate = 'feature_not_available' | 'quota_exceeded'
const gateOf = (...texts: (string | undefined)[]) =>
  texts.find((each): each is Gate => each === 'feature_not_available' || each === 'quota_exceeded')

const quoted = /(?<=^|[\s(:])["'`\u201c\u2018]([\w .-]{2,60}?)["'`\u201d\u2019](?=$|[\s.,;:)])/

/** The feature named in a message. */
function featureIn(message: string): string | undefined {
  const names = message.match(/\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b/g) ?? []
  return names.find((name) => gateOf(name) === undefined) ?? quoted.exec(message)?.[1]
}

function readContent(body: string): ErrorContent {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    // A server may send bare text; a web page is no message.
    return { message: isWebPage(body) ? '' : body.trim() }
  }
  const nested = nestedSchema.safeParse(json)
  const flat = nested.success ? undefined : contentSchema.safeParse(json)
  const content = nested.success ? nested.data.error : flat?.data
  if (!content) return { message: '' }
  const parts = [content.message, content.reason ?? content.error_description]
  const message = [...new Set(parts.filter(Boolean))].join(' ')
  const gate = gateOf(content.id, content.error)
  const { feature, quota } = content.details ?? {}
  return {
    gate,
    message,
    debug: content.debug,
    request: content.request,
    feature: feature ?? (gate ? (quota ?? featureIn(message)) : undefined),
  }
}

/** Server faults reported as client errors: the request may have taken effect. */
const leakedFault = /\b499\b|i\/o timeout|context (?:canceled|cancelled|deadline exceeded)/i

function codeOf(status: number, { gate, message, debug = '' }: ErrorContent): ErrorCode {
  if (gate === 'feature_not_available') return 'api.feature-not-available'
  if (gate === 'quota_exceeded') return 'api.quota-exceeded'
  if (status === 400 && leakedFault.test(`${message} ${debug}`)) return 'api.unavailable'
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

/** Message for an answer without one. */
function plainMessage(status: number, body: string, headers: Headers): string {
  const location = headerOf(headers, 'location')
  if (status >= 300 && status < 400 && location !== undefined && URL.canParse(location)) {
    const { host } = new URL(location)
    return t('The server answered {status}, a redirect to {host}, which is not followed', {
      status,
      host,
    })
  }
  return isWebPage(body, headerOf(headers, 'content-type'))
    ? t('The server answered {status} with a web page', { status })
    : t('The server answered {status}', { status })
}

/** Error for any body: nested, flat, text, HTML. Scrubs before cutting, so no part remains. */
export function toApiError(
  status: number,
  body: string,
  headerRequestId: string | undefined,
  headers: Headers = {},
  scrub: (text: string) => string = (text) => text,
): AppError {
  const content = isTooDeep(body) ? { message: '' } : readContent(body)
  const requestId = content.request ?? headerRequestId
  const code = codeOf(status, content)
  const message = scrub(content.message).slice(0, 2000)
  return appError(code, message || plainMessage(status, body, headers), {
    status,
    retry: code === 'api.rate-limited' || code === 'api.unavailable',
    ...(requestId === undefined ? {} : { requestId }),
    ...(content.feature === undefined ? {} : { subject: content.feature }),
    // The rate limiter sits before the API.
    ...(code === 'api.rate-limited' ? { arrived: false as const } : {}),
  })
}

const timeouts = /^(UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ETIMEDOUT|ESOCKETTIMEDOUT)$/
const tls =
  /^(CERT_|UND_ERR_PRX_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO|HOSTNAME_MISMATCH)/

/** Codes of an error and its causes, innermost last. */
export function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const inner: unknown[] = error instanceof AggregateError ? error.errors : [error.cause]
  return [...code, ...inner.flatMap(codesOf)]
}

/** Codes that only occur before a connection exists. */
const unconnected = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/
const unreachable = /^(ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL)$/
const certificate =
  /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT_ALTNAME|HOSTNAME_MISMATCH)/

const isConnecting = (error: unknown): boolean =>
  error instanceof Error &&
  (('syscall' in error && error.syscall === 'connect') || isConnecting(error.cause))

function isNotArrived(error: unknown, codes: readonly string[]): boolean {
  if (isUnsent(error)) return true
  if (codes.some((code) => unconnected.test(code) || certificate.test(code))) return true
  return isConnecting(error) && codes.some((code) => unreachable.test(code))
}

/** Error for a request without answer; `arrived: false` if it failed before or during TLS. */
export function toNetworkError(
  error: unknown,
  { host, signal, proxied }: { host: string; signal?: AbortSignal | undefined; proxied: boolean },
): AppError {
  const codes = codesOf(error)
  const arrived = isNotArrived(error, codes) ? { arrived: false as const } : {}
  if (signal?.aborted) return appError('request.cancelled', t('The request was cancelled'))
  const name = error instanceof Error ? error.name : ''
  const message = `${host}: ${error instanceof Error ? error.message : t('no answer')}`
  const more = { retry: true, subject: host, ...arrived }
  if (name === 'TimeoutError' || codes.some((code) => timeouts.test(code))) {
    return appError('network.timeout', message, more)
  }
  if (codes.includes(workingOffline)) {
    return appError('network.off', message, { ...more, retry: false })
  }
  if (codes.includes(socksOnly) || codes.includes(malformedProxy)) {
    return appError('network.proxy', message, { ...more, retry: false })
  }
  if (codes.includes(tlsWeakened)) {
    return appError('network.tls-weakened', message, { ...more, retry: false })
  }
  if (codes.some((code) => tls.test(code))) {
    return appError('network.tls', message, { ...more, retry: false })
  }
  if (proxied && (/proxy/i.test(message) || codes.some((code) => unconnected.test(code)))) {
    // The proxy resolves names, so it is the proxy that failed. Its 4xx answers are permanent.
    return appError('network.proxy', message, { ...more, retry: !/\(4\d\d\)/.test(message) })
  }
  return appError('network.offline', message, more)
}
