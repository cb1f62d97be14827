import type { Dispatcher } from 'undici'
import { isLoopbackHost } from '../../core/urls/api-address'
import { sleepFor } from './abort'
import { trustWith } from './certificates'
import {
  malformedProxy,
  markUnsent,
  socksOnly,
  tlsWeakened,
  workingOffline,
} from './connect-errors'
import { createPools, type Pools } from './pools'
import { chooseRoute, environmentRoute, parseProxyAnswer, type Route } from './proxies'
import { weakenedTls } from './tls-environment'

/** How a request gets to its server. */
export interface Carrier {
  readonly dispatcher: Dispatcher
  /** A proxy stands between. */
  readonly proxied: boolean
  /** Tells that the proxy was of no use: where the system names another way, it comes next. */
  readonly failed?: () => void
}

/** What carries requests. undici is loaded when first needed, for the window not to wait for it. */
export interface Transport {
  /**
   * The way to an address, or to a host name, which then means https. To be asked anew for each
   * request. Rejects, in a form that `toNetworkError` understands, where there is no way.
   */
  for(address: string | URL): Carrier | Promise<Carrier>
  readonly request: typeof import('undici').request
  close(): Promise<void>
}

export interface LoadTransport {
  (): Promise<Transport>
  /**
   * Later requests use new connections, for those that a sleep or another network killed not to be
   * used again. Requests on their way end as they may.
   */
  refresh(): Promise<void>
  /** Ends all connections; nothing is loaded for it. */
  close(): Promise<void>
}

export interface TransportOptions {
  /** The system's proxies for a URL, in the form of a PAC file's answer. */
  readonly resolveProxy?: (url: string) => Promise<string>
  /** Certificates (PEM) to be trusted beside Node's own; asked once. */
  readonly extraCertificates?: () => readonly string[]
  /** The person wants nothing to be sent; asked for each request, before anything else is done. */
  readonly isOffline?: () => Promise<boolean>
}

/** How long a proxy that failed is left out, in milliseconds. */
const downTime = 60_000

/** An error that came before anything was sent. */
const unsent = (code: string, why: string) => markUnsent(Object.assign(new Error(why), { code }))

/** A PAC script may hang; the system would then go without a proxy too. */
const proxyPatience = 10_000

/**
 * The environment's proxies (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`), else the system's, for all but
 * this computer itself. Redirects are not followed: undici does so only when asked, and nothing here
 * asks.
 */
export function createTransportLoader(
  env: Readonly<Record<string, string | undefined>>,
  options: TransportOptions = {},
): LoadTransport {
  const { resolveProxy, extraCertificates, isOffline } = options
  /** Until when proxies are left out. */
  const down = new Map<string, number>()
  let loading: Promise<Transport & { refresh(): Promise<void> }> | undefined

  async function systemRoute(url: URL): Promise<Route> {
    if (!resolveProxy) return { kind: 'direct' }
    const ending = new AbortController()
    const answer = await Promise.race([
      // Where the system cannot say which proxy it uses, the request goes without one.
      resolveProxy(url.href).catch(() => ''),
      sleepFor(proxyPatience, ending.signal).then(() => ''),
    ])
    ending.abort()
    return chooseRoute(parseProxyAnswer(answer), (proxy) => (down.get(proxy) ?? 0) > Date.now())
  }

  async function routeFor(url: URL): Promise<Route> {
    if (isLoopbackHost(url.hostname)) return { kind: 'direct' }
    return environmentRoute(env, url) ?? (await systemRoute(url))
  }

  async function load() {
    const undici = await import('undici')
    const trust = trustWith(extraCertificates?.() ?? [])
    const open = () => createPools(undici, trust)
    let pools = open()
    const retired = new Set<Pools>()
    return {
      request: undici.request,
      async for(address: string | URL): Promise<Carrier> {
        if (await isOffline?.()) {
          throw unsent(workingOffline, 'You work offline')
        }
        const url = new URL(typeof address === 'string' ? `https://${address}/` : address)
        const weakened = weakenedTls(env, process.execArgv)
        if (weakened !== undefined && url.protocol === 'https:') {
          const why = `The app was started with ${weakened}, which makes TLS worth less`
          throw unsent(tlsWeakened, why)
        }
        const route = await routeFor(url)
        if (route.kind === 'direct') return { dispatcher: pools.direct(), proxied: false }
        if (route.kind === 'proxy') {
          const failed = () => void down.set(route.address, Date.now() + downTime)
          return { dispatcher: pools.proxy(route.address), proxied: true, failed }
        }
        if (route.kind === 'malformed') throw unsent(malformedProxy, route.why)
        const why = `Only a SOCKS proxy (${route.address}) is offered, and these are not supported`
        throw unsent(socksOnly, why)
      },
      async refresh() {
        const old = pools
        pools = open()
        retired.add(old)
        down.clear()
        // A request that just got its carrier has yet to hand itself in.
        await new Promise((resolve) => setImmediate(resolve))
        void old.close().then(() => retired.delete(old))
      },
      async close() {
        await Promise.all([pools, ...retired].map((each) => each.destroy()))
      },
    }
  }

  const loader = () => (loading ??= load())
  return Object.assign(loader, {
    refresh: async () => (await loading)?.refresh(),
    close: async () => (await loading)?.close(),
  })
}
