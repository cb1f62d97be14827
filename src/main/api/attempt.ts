import { randomUUID } from 'node:crypto'
import type { Dispatcher } from 'undici'
import { appError, type AppError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import type { SecretsInUse } from '../scrub/secrets-in-use'
import { orAborted, startPatience, type Patience } from './abort'
import type { ApiCall } from './api-call'
import { decodeText, readJson, readUpTo, isWebPage } from './bodies'
import type { Carrier, Transport } from './dispatcher'
import { toApiError, toNetworkError } from './http-errors'
import { headerOf, type Headers } from './rate-limits'
import { scrubResult } from './scrub-call'
import { serverOf } from './uuid-at'

interface Came {
  readonly host: string
  readonly status: number
  readonly headers: Headers
}

/** Only the type's name: a header may contain anything. */
const typeOf = (headers: Headers) =>
  /^[\w.+-]{1,60}\/[\w.+-]{1,60}/.exec(headerOf(headers, 'content-type') ?? '')?.[0] ??
  t('no content type')

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // Not JSON.
    return false
  }
}

/** Facts for a message; never the content, which may be foreign. */
const facts = ({ host, status, headers }: Came) => ({ host, status, type: typeOf(headers) })

const cutOffWords = (came: Came) =>
  t('{host} answered {status} with an answer that was cut off ({type})', facts(came))
const silentWords = (came: Came) =>
  t(
    '{host} answered {status} with the beginning of an answer, and nothing more so far ({type})',
    facts(came),
  )

/** Message for a non-JSON body, as proxies send it; `undefined` for JSON. */
function oddWords(came: Came, body: Uint8Array): string | undefined {
  const text = decodeText(body)
  const known = facts(came)
  if (text === undefined) {
    return t('{host} answered {status} with data that is not text ({type})', known)
  }
  if (text.trim() === '') return t('{host} answered {status} with nothing ({type})', known)
  if (isWebPage(text, headerOf(came.headers, 'content-type'))) {
    return t('{host} answered {status} with a web page ({type})', known)
  }
  return isJson(text)
    ? undefined
    : t('{host} answered {status} with text that is not JSON ({type})', known)
}

/** Largest response in bytes: 10,000 organizations take 10 MB, 5,000 connections 20 MB. */
export const largestAnswer = 128 * 1024 * 1024
const largestError = 1024 * 1024

export interface AttemptOptions {
  readonly transport: () => Promise<Transport>
  readonly userAgent: string
  /** Milliseconds of silence; the whole attempt may take ten times as long. */
  readonly timeout: number
  readonly secrets: SecretsInUse
  /** Milliseconds of silence before the caller is notified. */
  readonly tellAfter?: number
}

export interface Attempt<Body> {
  readonly result: Result<Body>
  readonly headers: Headers
  /** The connection broke during the answer. */
  readonly interrupted: boolean
  /** What came instead of an API answer, and from where. */
  readonly odd?: string | undefined
}

type Response = Dispatcher.ResponseData

interface Reading extends Pick<AttemptOptions, 'tellAfter' | 'secrets'> {
  readonly patience: Patience
  readonly ending: AbortSignal
}

const isSuccess = (status: number) => status >= 200 && status <= 299

/** Sends a request once to the address of `sentAddress`. Never throws; the outcome is scrubbed. */
export async function attempt<Body>(
  call: ApiCall<Body>,
  address: URL,
  options: AttemptOptions,
): Promise<Attempt<Body>> {
  const { result, odd, ...others } = await attemptAsItCame(call, address, options)
  const { secrets } = options
  const told = odd === undefined ? undefined : secrets.scrub(odd)
  if (call.asBytes === true && result.ok) return { ...others, odd: told, result }
  return {
    ...others,
    odd: told,
    result: scrubResult(result, secrets, serverOf(call.access), call.answersSecret),
  }
}

async function attemptAsItCame<Body>(
  call: ApiCall<Body>,
  address: URL,
  options: AttemptOptions,
): Promise<Attempt<Body>> {
  const { signal } = call
  const patience = startPatience(options.timeout, options.timeout * 10)
  const ending = signal ? AbortSignal.any([signal, patience.signal]) : patience.signal
  let route: Carrier | undefined
  try {
    const carrier = await orAborted(options.transport(), ending)
    route = await orAborted(Promise.resolve(carrier.for(address)), ending)
    // undici ignores the signal until it is connected.
    const response = await orAborted(
      carrier.request(address, requestOf(call, options.userAgent, route.dispatcher, ending)),
      ending,
      ({ body }) => body.on('error', () => {}).destroy(),
    )
    patience.heard()
    return await readAnswer(call, address, response, { patience, ending, ...options })
  } catch (error) {
    const proxied = route?.proxied ?? false
    const why = toNetworkError(error, { host: address.host, signal, proxied })
    if (why.code === 'network.proxy' && why.retry) route?.failed?.()
    return { result: failure(why), headers: {}, interrupted: false }
  } finally {
    patience.end()
  }
}

function requestOf(
  call: ApiCall<unknown>,
  userAgent: string,
  dispatcher: Dispatcher,
  signal: AbortSignal,
) {
  const { access, method, body } = call
  return {
    dispatcher,
    method,
    signal,
    headers: {
      authorization: `Bearer ${access.apiKey}`,
      accept: 'application/json',
      'user-agent': userAgent,
      'x-request-id': randomUUID(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }
}

async function readAnswer<Body>(
  call: ApiCall<Body>,
  address: URL,
  response: Response,
  { patience, ending, secrets, tellAfter = 4000 }: Reading,
): Promise<Attempt<Body>> {
  const { statusCode: status, headers, body } = response
  const requestId = headerOf(headers, 'x-request-id') ?? headerOf(headers, 'x-ory-request-id')
  const more = { status, ...(requestId === undefined ? {} : { requestId }) }
  const asked = `${call.method} ${address.pathname}`
  const came = { host: address.host, status, headers }
  const ended = (error: AppError, odd?: string, interrupted = false): Attempt<Body> => ({
    result: failure(error),
    headers,
    interrupted,
    odd,
  })
  const cutOff = (error: AppError) => ended(error, cutOffWords(came), true)

  const { budget } = call
  const most = Math.min(largestAnswer, budget?.left ?? largestAnswer)
  const limit = isSuccess(status) ? most : largestError
  let bytes: Uint8Array | undefined
  const silence = setTimeout(() => {
    const wait = { attempt: 0, of: 0, milliseconds: 0 }
    call.onWait?.({
      code: 'api.unexpected-response',
      answered: secrets.scrub(silentWords(came)),
      ...wait,
    })
  }, tellAfter)
  const heard = () => {
    patience.heard()
    silence.refresh()
  }
  try {
    bytes = await orAborted(readUpTo(body, limit, heard), ending)
  } catch (error) {
    if (!call.signal?.aborted && !isSuccess(status)) {
      return cutOff(toApiError(status, '', requestId, headers))
    }
    const cause = toNetworkError(error, { host: address.host, signal: call.signal, proxied: false })
    const { arrived: _answered, ...known } = cause
    if (cause.code !== 'network.offline') return cutOff({ ...known, ...more })
    const message = t('The answer to {request} was cut off: {why}', {
      request: asked,
      why: cause.message,
    })
    return cutOff(appError('api.unexpected-response', message, { ...more, retry: true }))
  } finally {
    clearTimeout(silence)
  }
  const unexpected = (why: string) => {
    const message = t('The answer to {request} cannot be used: {why}', { request: asked, why })
    return ended(appError('api.unexpected-response', message, more))
  }

  if (!bytes) {
    return unexpected(
      budget && isSuccess(status)
        ? t('the pages of the list are together larger than {limit} bytes', { limit: budget.of })
        : t('it is larger than {limit} bytes', { limit }),
    )
  }
  if (!isSuccess(status)) {
    // Not text: no message.
    const { scrub } = secrets
    const error = toApiError(status, decodeText(bytes) ?? '', requestId, headers, scrub)
    return ended(error, oddWords(came, bytes))
  }
  if (budget) budget.left -= bytes.byteLength
  // Without a schema, Body is undefined.
  const nothing = { result: success(undefined as Body), headers, interrupted: false }
  // `asBytes` implies this type.
  if (call.asBytes) return { result: success(bytes as Body), headers, interrupted: false }
  if (!call.answer && bytes.byteLength === 0) return nothing
  const read = readJson(bytes, headerOf(headers, 'content-type'))
  if ('why' in read) return unexpected(read.why)
  if (!call.answer) return nothing
  const parsed = call.answer.safeParse(read.json)
  if (parsed.success) return { result: success(parsed.data), headers, interrupted: false }
  const [issue] = parsed.error.issues
  const member = issue?.path.join('.') ?? ''
  // The schema of a whole answer explains itself.
  if (issue?.code === 'custom' && member === '') return unexpected(issue.message)
  return unexpected(
    member === '' ? t('it has an unknown form') : t('{member} has an unknown form', { member }),
  )
}
