import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { SecureContext } from 'node:tls'
import type { AnswerTime } from '../../core/check/clock'
import type { ReadFailure, ServerCertificate } from '../../core/check/transport'
import { orAborted } from './abort'
import { isInnerAddress, isLocalName } from './address-guard'
import { decodeText, readUpTo } from './bodies'
import { trustWith } from './certificates'
import type { Carrier, Transport } from './dispatcher'
import { readFailureOf } from './read-failures'
import { requestPinned } from './pinned-request'

/** Largest answer that is read, in bytes. */
export const largestAnswer = 1024 * 1024
const mostRedirects = 2
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** How the reading of a public address ended. */
export type PublicOutcome =
  | { readonly kind: 'read'; readonly text: string; readonly time: AnswerTime }
  /** It leads into a private network, and nothing was sent there. */
  | { readonly kind: 'private'; readonly host: string; readonly address: string }
  | { readonly kind: 'failed'; readonly failure: ReadFailure }
  | { readonly kind: 'cancelled' }

export interface PublicRead {
  /** Media types, such as `application/json`. */
  readonly accept: string
  /** A person said that addresses of private networks may be read. */
  readonly allowPrivate: boolean
  /** Ends it as `cancelled`. */
  readonly cancel: AbortSignal
  /** Ends it as a time-out. */
  readonly limit: AbortSignal
  /** The first host's name was looked up; without addresses behind a proxy, which does it itself. */
  readonly onResolved?: (host: string, addresses: readonly string[] | undefined) => void
  /** The first connection is there; the certificate cannot be looked at through a proxy. */
  readonly onSecured?: (certificate: ServerCertificate | undefined) => void
}

/** Reads what anyone may read, as anyone: without key, cookie and credentials. */
export interface PublicReader {
  /** @param address https only. Follows two redirects at most, each looked at like the first. */
  read(address: string, options: PublicRead): Promise<PublicOutcome>
}

export interface PublicReaderOptions {
  readonly transport: () => Promise<Transport>
  readonly userAgent: string
  /** This computer's time in milliseconds. */
  readonly now: () => number
  /** IP addresses of a host name. */
  readonly resolve?: (hostname: string) => Promise<string[]>
  /** Whether an IP address belongs to a private network. */
  readonly isPrivate?: (address: string) => boolean
  /** Certificates (PEM) to be trusted beside Node's own; asked once. */
  readonly extraCertificates?: () => readonly string[]
}

async function resolveHost(hostname: string): Promise<string[]> {
  return (await lookup(hostname, { all: true })).map(({ address }) => address)
}

type RefusedRedirect = Extract<ReadFailure, { kind: 'redirect' }>['why']

function refusal(address: string): Exclude<RefusedRedirect, 'private'> | undefined {
  if (!URL.canParse(address)) return 'no-address'
  const url = new URL(address)
  if (url.protocol !== 'https:') return 'not-https'
  return url.username !== '' || url.password !== '' ? 'user-name' : undefined
}

/** What came back from one host, before its body. */
interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: AsyncIterable<Uint8Array>
  /** Ends the connection; what was not read is not waited for. */
  end(): void
}

export function createPublicReader(options: PublicReaderOptions): PublicReader {
  const { transport, userAgent, now, extraCertificates } = options
  const { resolve = resolveHost, isPrivate = isInnerAddress } = options
  let trusted: { readonly context: SecureContext | undefined } | undefined

  const trust = () => (trusted ??= { context: trustWith(extraCertificates?.() ?? []) }).context

  type Hop = { readonly url: URL; readonly isFirst: boolean; readonly signal: AbortSignal }
  type Way = Carrier & Pick<Transport, 'request'>
  type Led = { readonly private: string } | { readonly answer: Answer }

  async function wayTo(url: URL): Promise<Way> {
    const carrier = await transport()
    return { ...(await carrier.for(url)), request: carrier.request }
  }

  /** Through a proxy: it looks up names, so only what the name itself says can be guarded. */
  async function askProxy(hop: Hop, way: Way, read: PublicRead): Promise<Led> {
    const { url, isFirst, signal } = hop
    const host = url.hostname.replaceAll(/[[\]]/g, '')
    const isInner = isIP(host) === 0 ? isLocalName(host) : isPrivate(host)
    if (isInner && !read.allowPrivate) return { private: host }
    if (isFirst) read.onResolved?.(url.hostname, undefined)
    const asked = way.request(url, {
      dispatcher: way.dispatcher,
      method: 'GET',
      headers: headersOf(read),
      signal,
    })
    // A tunnel that is still being made does not listen to the signal.
    const { statusCode, headers, body } = await orAborted(asked, signal, (late) => {
      late.body.on('error', () => undefined).destroy()
    })
    if (isFirst) read.onSecured?.(undefined)
    // An error that follows the end of a body is nobody's any more.
    const end = () => void body.on('error', () => undefined).destroy()
    return { answer: { status: statusCode, headers, body, end } }
  }

  async function askDirectly(hop: Hop, read: PublicRead): Promise<Led> {
    const { url, isFirst, signal } = hop
    const host = url.hostname.replaceAll(/[[\]]/g, '')
    const addresses = isIP(host) === 0 ? await orAborted(resolve(host), signal) : [host]
    const inner = addresses.find((address) => isPrivate(address))
    if (isFirst) read.onResolved?.(url.hostname, addresses)
    if (inner !== undefined && !read.allowPrivate) return { private: inner }
    const response = await requestPinned({
      url,
      addresses,
      headers: headersOf(read),
      signal,
      trust: trust(),
      onSecured: (certificate) => {
        if (isFirst) read.onSecured?.(certificate)
      },
    })
    const end = () => void response.on('error', () => undefined).destroy()
    const { statusCode: status = 0, headers } = response
    return { answer: { status, headers, body: response, end } }
  }

  const headersOf = ({ accept }: PublicRead) => ({
    accept,
    'accept-encoding': 'identity',
    'user-agent': userAgent,
  })

  async function take(answer: Answer): Promise<PublicOutcome> {
    const receivedAt = now()
    const header = (name: string) => [answer.headers[name]].flat()[0]
    const [date, age] = [header('date'), header('age')]
    const time = { receivedAt, ...(date ? { date } : {}), ...(age ? { age } : {}) }
    const bytes = await readUpTo(answer.body, largestAnswer)
    if (!bytes) return { kind: 'failed', failure: { kind: 'too-large' } }
    const text = decodeText(bytes)
    return text === undefined
      ? { kind: 'failed', failure: { kind: 'not-text' } }
      : { kind: 'read', text, time }
  }

  return {
    async read(address, read) {
      const signal = AbortSignal.any([read.cancel, read.limit])
      let next = address
      for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
        const isFirst = redirects === 0
        const why = refusal(next)
        if (why) return { kind: 'failed', failure: { kind: 'redirect', to: next, why } }
        const url = new URL(next)
        let answer: Answer | undefined
        let proxied = false
        try {
          const way = await orAborted(wayTo(url), signal)
          proxied = way.proxied
          const hop = { url, isFirst, signal }
          const led = proxied ? await askProxy(hop, way, read) : await askDirectly(hop, read)
          if ('private' in led) {
            return isFirst
              ? { kind: 'private', host: url.host, address: led.private }
              : { kind: 'failed', failure: { kind: 'redirect', to: next, why: 'private' } }
          }
          answer = led.answer
          if (redirectStatuses.has(answer.status)) {
            const location = [answer.headers['location']].flat()[0] ?? ''
            next = URL.canParse(location, url.href) ? new URL(location, url.href).href : location
            continue
          }
          if (answer.status !== 200) {
            return { kind: 'failed', failure: { kind: 'status', status: answer.status } }
          }
          return await take(answer)
        } catch (error) {
          if (read.cancel.aborted) return { kind: 'cancelled' }
          const { host } = url
          if (read.limit.aborted) return { kind: 'failed', failure: { kind: 'timeout', host } }
          return { kind: 'failed', failure: readFailureOf(error, host, proxied) }
        } finally {
          answer?.end()
        }
      }
      return { kind: 'failed', failure: { kind: 'redirects' } }
    },
  }
}
