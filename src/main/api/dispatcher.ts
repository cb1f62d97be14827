import type { Dispatcher } from 'undici'
import { t } from '../../core/language/translate'
import { isLoopbackHost } from '../../core/links/api-address'
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

export interface Carrier {
  readonly dispatcher: Dispatcher
  readonly proxied: boolean
  /** Reports a failed proxy, so that the next one is used. */
  readonly failed?: () => void
}

/** Loads undici on first use, so that the window doesn't wait. */
export interface Transport {
  /** Route for an address or https host, asked per request. Rejects as `toNetworkError` expects. */
  for(address: string | URL): Carrier | Promise<Carrier>
  readonly request: typeof import('undici').request
  close(): Promise<void>
}

export interface LoadTransport {
  (): Promise<Transport>
  /** Uses new connections from now on: a sleep or network change breaks the old ones. */
  refresh(): Promise<void>
  /** Ends all connections. */
  close(): Promise<void>
}

export interface TransportOptions {
  /** The system's proxies in PAC format. */
  readonly resolveProxy?: (url: string) => Promise<string>
  /** Additional trusted certificates (PEM), read once. */
  readonly extraCertificates?: () => readonly string[]
  /** Whether the person works offline; called first for each request. */
  readonly isOffline?: () => Promise<boolean>
}

/** How long a failed proxy is skipped, in milliseconds. */
const downTime = 60_000

/** An error from before anything was sent. */
const unsent = (code: string, why: string) => markUnsent(Object.assign(new Error(why), { code }))

/** Milliseconds; a PAC script may hang, and the system then goes direct too. */
const proxyPatience = 10_000

/** Uses the environment's proxies, else the system's, except for this computer. No redirects. */
export function createTransportLoader(
  env: Readonly<Record<string, string | undefined>>,
  options: TransportOptions = {},
): LoadTransport {
  const { resolveProxy, extraCertificates, isOffline } = options
  /** Failed proxies with a monotonic time until which they are skipped. */
  const down = new Map<string, number>()
  let loading: Promise<Transport & { refresh(): Promise<void> }> | undefined

  async function systemRoute(url: URL): Promise<Route> {
    if (!resolveProxy) return { kind: 'direct' }
    const ending = new AbortController()
    const answer = await Promise.race([
      // Without a known proxy, connect directly.
      resolveProxy(url.href).catch(() => ''),
      sleepFor(proxyPatience, ending.signal).then(() => ''),
    ])
    ending.abort()
    return chooseRoute(
      parseProxyAnswer(answer),
      (proxy) => (down.get(proxy) ?? 0) > performance.now(),
    )
  }

  async function routeFor(url: URL): Promise<Route> {
    if (isLoopbackHost(url.hostname)) return { kind: 'direct' }
    return environmentRoute(env, url) ?? (await systemRoute(url))
  }

  async function load() {
    const undici = await import('undici')
    let trusted: { readonly context: ReturnType<typeof trustWith> } | undefined
    const trust = () => (trusted ??= { context: trustWith(extraCertificates?.() ?? []) }).context
    const open = () => createPools(undici, trust)
    let pools = open()
    const retired = new Set<Pools>()
    return {
      request: undici.request,
      async for(address: string | URL): Promise<Carrier> {
        if (await isOffline?.()) {
          throw unsent(workingOffline, t('You work offline'))
        }
        const url = new URL(typeof address === 'string' ? `https://${address}/` : address)
        const weakened = weakenedTls(env, process.execArgv)
        if (weakened !== undefined && url.protocol === 'https:') {
          const why = t('The app was started with {option}, which weakens TLS', {
            option: weakened,
          })
          throw unsent(tlsWeakened, why)
        }
        const route = await routeFor(url)
        if (route.kind === 'direct') return { dispatcher: pools.direct(), proxied: false }
        if (route.kind === 'proxy') {
          const failed = () => void down.set(route.address, performance.now() + downTime)
          return { dispatcher: pools.proxy(route.address), proxied: true, failed }
        }
        if (route.kind === 'malformed') throw unsent(malformedProxy, route.why)
        const why = t('Only a SOCKS proxy ({address}) is available, and SOCKS is not supported', {
          address: route.address,
        })
        throw unsent(socksOnly, why)
      },
      async refresh() {
        const old = pools
        pools = open()
        retired.add(old)
        down.clear()
        // Let pending requests start first.
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
