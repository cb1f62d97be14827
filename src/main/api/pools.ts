import type { SecureContext } from 'node:tls'
import type { Dispatcher, Pool } from 'undici'
import { marking } from './connect-errors'

/** Connection pools: one for direct connections, one per proxy. */
export interface Pools {
  direct(): Dispatcher
  /** `address`: URL, possibly with user name and password. */
  proxy(address: string): Dispatcher
  /** Closes the pools after running requests. */
  close(): Promise<void>
  destroy(): Promise<void>
}

const connectPatience = 10_000
const answerPatience = { headersTimeout: 30_000, bodyTimeout: 30_000 }
/** Milliseconds before trying the other IP family. */
const familyPatience = 500

/** `trust`: certificates instead of Node's, read with the first TLS connection. */
export function createPools(
  undici: typeof import('undici'),
  trust: () => SecureContext | undefined,
): Pools {
  const connecting = {
    timeout: connectPatience,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: familyPatience,
    // Explicit, so that no variable or option can disable it.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2' as const,
  }
  const connectingSafely = () => {
    const secureContext = trust()
    return { ...connecting, ...(secureContext ? { secureContext } : {}) }
  }
  const connectPlain = undici.buildConnector(connecting)
  let connectSafely: typeof connectPlain | undefined
  // A closing agent forgets its pools, which could then not be destroyed.
  const opened = new Set<Pool>()
  function createPool(origin: string | URL, options: Pool.Options): Dispatcher {
    for (const pool of opened) if (pool.destroyed) opened.delete(pool)
    const { connect } = options
    const marked = typeof connect === 'function' ? { connect: marking(connect) } : {}
    const pool = new undici.Pool(origin, { ...options, ...marked })
    opened.add(pool)
    return pool
  }

  const direct = new undici.Agent({
    ...answerPatience,
    connect(options, callback) {
      if (options.protocol !== 'https:') return connectPlain(options, callback)
      connectSafely ??= undici.buildConnector(connectingSafely())
      return connectSafely(options, callback)
    },
    factory: createPool,
  })
  const proxies = new Map<string, Dispatcher>()

  function createProxy(uri: string): Dispatcher {
    const tls = connectingSafely()
    return new undici.ProxyAgent({
      ...answerPatience,
      uri,
      requestTls: tls,
      proxyTls: tls,
      // A silent proxy would otherwise block for five minutes.
      clientFactory: (origin, options) =>
        createPool(origin, { ...options, headersTimeout: connectPatience }),
      factory: createPool,
    })
  }

  const all = () => [direct, ...proxies.values()]
  return {
    direct: () => direct,
    proxy(address) {
      const known = proxies.get(address)
      if (known) return known
      const created = createProxy(address)
      proxies.set(address, created)
      return created
    },
    async close() {
      await Promise.all(all().map((dispatcher) => dispatcher.close()))
    },
    async destroy() {
      await Promise.all([...all(), ...opened].map((dispatcher) => dispatcher.destroy()))
    },
  }
}
