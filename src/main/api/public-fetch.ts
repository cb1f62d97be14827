import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { TLSSocket, type SecureContext, type PeerCertificate } from 'node:tls'
import type { ServerCertificate } from '../../core/check/transport'
import { orAborted } from './abort'
import { bareHost, checkAddress, isInnerAddress, isLoopbackAddress } from './address-guard'
import type { Refusal } from './address-guard'
import { readUpTo } from './bodies'
import { trustWith } from './certificates'
import type { Carrier, Transport } from './dispatcher'
import { request as requestPlain, type IncomingMessage } from 'node:http'
import { request, type RequestOptions } from 'node:https'
import { t } from '../../core/language/translate'

interface PinnedRequest {
  readonly url: URL
  /** Checked IP addresses, used without another look-up. */
  readonly addresses: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  readonly trust?: SecureContext | undefined
  /** Called after the certificate was verified. */
  readonly onSecured: (certificate: ServerCertificate) => void
}

function pinnedLookup(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_hostname, options, callback) => {
    const wanted = found.filter(({ family }) => !options.family || options.family === family)
    const first = wanted[0]
    if (!first) callback(new Error(t('None of the checked addresses can be used')), '')
    else if (options.all) callback(null, wanted)
    else callback(null, first.address, first.family)
  }
}

function toServerCertificate(certificate: PeerCertificate): ServerCertificate {
  // Empty for a resumed session, which the types omit.
  const { issuer, valid_to } = certificate as Partial<PeerCertificate>
  const end = Date.parse(valid_to ?? '')
  return {
    issuer: [issuer?.O ?? issuer?.CN ?? ''].flat()[0] ?? '',
    validTo: new Date(Number.isFinite(end) ? end : 0).toISOString(),
  }
}

/** One GET to the given addresses, without redirects or credentials. Rejects with Node's error. */
function requestPinned(parts: PinnedRequest): Promise<IncomingMessage> {
  const { url, addresses, headers, signal, trust, onSecured } = parts
  const options: RequestOptions & { secureContext?: SecureContext } = {
    method: 'GET',
    headers,
    signal,
    agent: false,
    lookup: pinnedLookup(addresses),
    // Explicit, so that no variable can disable it.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(trust ? { secureContext: trust } : {}),
  }
  return new Promise((resolve, reject) => {
    const asked = (url.protocol === 'http:' ? requestPlain : request)(url, options, resolve)
    asked.on('socket', (socket) => {
      if (!(socket instanceof TLSSocket)) return
      socket.once('secureConnect', () =>
        onSecured(toServerCertificate(socket.getPeerCertificate())),
      )
    })
    asked.on('error', reject)
    asked.end()
  })
}

const mostRedirects = 2
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

export type Fetched =
  | {
      readonly kind: 'read'
      readonly bytes: Uint8Array
      readonly headers: Readonly<Record<string, string | string[] | undefined>>
    }
  /** Nothing was sent; `inner` is the private address. */
  | {
      readonly kind: 'refused'
      readonly why: Refusal
      readonly address: string
      readonly isFirst: boolean
      readonly inner?: string
    }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'redirects' }
  | { readonly kind: 'too-large' }
  | {
      readonly kind: 'failed'
      readonly error: unknown
      readonly host: string
      readonly proxied: boolean
    }

export interface FetchOptions {
  readonly accept?: string
  /** Bytes. */
  readonly largest: number
  readonly signal: AbortSignal
  /** The one private host:port that a person allowed. */
  readonly privateHost?: string | undefined
  /** Allows http to this computer, for the first address only. */
  readonly plainLoopback?: boolean
  /** Secret sent as `Authorization: Bearer`, never across redirects or into private networks. */
  readonly bearer?: string | undefined
  /** Called after the first look-up; no addresses behind a proxy. */
  readonly onResolved?:
    ((host: string, addresses: readonly string[] | undefined) => void) | undefined
  /** Called on the first connection; no certificate behind a proxy. */
  readonly onSecured?: ((certificate: ServerCertificate | undefined) => void) | undefined
}

/** Reads public data without credentials (except `bearer`); resolves and checks each hop once. */
export type PublicFetch = (address: string, options: FetchOptions) => Promise<Fetched>

export interface PublicFetchDeps {
  readonly transport: () => Promise<Transport>
  readonly userAgent: string
  readonly resolve?: ((hostname: string) => Promise<string[]>) | undefined
  readonly isPrivate?: ((address: string) => boolean) | undefined
  readonly extraCertificates?: (() => readonly string[]) | undefined
}

async function resolveHost(hostname: string): Promise<string[]> {
  return (await lookup(hostname, { all: true })).map(({ address }) => address)
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: AsyncIterable<Uint8Array>
  /** Drops the rest of the body. */
  end(): void
}

type Led = { readonly inner: string } | { readonly answer: Answer }

interface Hop {
  readonly url: URL
  readonly isFirst: boolean
  /** Private by its name alone. */
  readonly isInner: boolean
  readonly options: FetchOptions
}

export function createPublicFetch(deps: PublicFetchDeps): PublicFetch {
  const { transport, userAgent, extraCertificates } = deps
  const { resolve = resolveHost, isPrivate = isInnerAddress } = deps
  let trusted: { readonly context: SecureContext | undefined } | undefined

  const trust = () => (trusted ??= { context: trustWith(extraCertificates?.() ?? []) }).context
  const headersOf = ({ accept, bearer }: FetchOptions) => ({
    ...(accept === undefined ? {} : { accept }),
    ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    'accept-encoding': 'identity',
    'user-agent': userAgent,
  })

  async function wayTo(url: URL): Promise<Carrier & Pick<Transport, 'request'>> {
    const carrier = await transport()
    return { ...(await carrier.for(url)), request: carrier.request }
  }

  /** The proxy resolves names, so only the name can be checked. */
  async function askProxy(
    { url, isFirst, options }: Hop,
    way: Awaited<ReturnType<typeof wayTo>>,
  ): Promise<Led> {
    const { signal } = options
    if (isFirst) options.onResolved?.(url.hostname, undefined)
    const { dispatcher } = way
    const headers = headersOf(options)
    const asked = way.request(url, { dispatcher, method: 'GET', headers, signal })
    // A tunnel being established ignores the signal.
    const response = await orAborted(asked, signal, (late) => {
      late.body.on('error', () => undefined).destroy()
    })
    if (isFirst) options.onSecured?.(undefined)
    const { statusCode: status, body } = response
    // Errors after the end of a body are ignored.
    const end = () => void body.on('error', () => undefined).destroy()
    return { answer: { status, headers: response.headers, body, end } }
  }

  async function askDirectly({ url, isFirst, isInner, options }: Hop): Promise<Led> {
    const { signal } = options
    const host = bareHost(url)
    const addresses = isIP(host) === 0 ? await orAborted(resolve(host), signal) : [host]
    if (isFirst) options.onResolved?.(url.hostname, addresses)
    const isPlain = url.protocol === 'http:'
    const mayBePrivate = url.host === options.privateHost
    const inner = addresses.find((address) =>
      isPlain ? !isLoopbackAddress(address) : !mayBePrivate && isPrivate(address),
    )
    if (inner !== undefined || isInner) return { inner: inner ?? host }
    const response = await requestPinned({
      url,
      addresses,
      headers: headersOf(options),
      signal,
      trust: trust(),
      onSecured: (certificate) => {
        if (isFirst) options.onSecured?.(certificate)
      },
    })
    const end = () => void response.on('error', () => undefined).destroy()
    const { statusCode: status = 0, headers } = response
    return { answer: { status, headers, body: response, end } }
  }

  return async (address, options) => {
    const { signal, privateHost, plainLoopback = false } = options
    let next = address
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const isFirst = redirects === 0
      const allowed = { privateHost, isPrivate, plainLoopback: plainLoopback && isFirst }
      const checked = checkAddress(next, allowed)
      const refused = { kind: 'refused', address: next, isFirst } as const
      // Resolve private names anyway, to show their addresses.
      if ('why' in checked && checked.why !== 'private') return { ...refused, why: checked.why }
      const url = new URL(next)
      let answer: Answer | undefined
      let proxied = false
      try {
        const way = await orAborted(wayTo(url), signal)
        proxied = way.proxied
        const isInner = 'why' in checked
        if (isInner && (proxied || !isFirst || !options.onResolved)) {
          return { ...refused, why: 'private', inner: bareHost(url) }
        }
        const hop = { url, isFirst, isInner, options }
        const led = proxied ? await askProxy(hop, way) : await askDirectly(hop)
        if ('inner' in led) return { ...refused, why: 'private', inner: led.inner }
        answer = led.answer
        const mayFollow = url.protocol === 'https:' && options.bearer === undefined
        if (redirectStatuses.has(answer.status) && mayFollow) {
          const location = [answer.headers['location']].flat()[0] ?? ''
          next = URL.canParse(location, url.href) ? new URL(location, url.href).href : location
          continue
        }
        if (answer.status !== 200) return { kind: 'status', status: answer.status }
        const { body, headers } = answer
        const bytes = await orAborted(readUpTo(body, options.largest), signal)
        return bytes ? { kind: 'read', bytes, headers } : { kind: 'too-large' }
      } catch (thrown) {
        const error: unknown = signal.aborted ? signal.reason : thrown
        return { kind: 'failed', error, host: url.host, proxied }
      } finally {
        answer?.end()
      }
    }
    return { kind: 'redirects' }
  }
}
