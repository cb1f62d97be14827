import type { Dispatcher } from 'undici'
import { isLoopbackHost } from '../../core/urls/api-address'

/** What carries requests. undici is loaded when first needed, for the window not to wait for it. */
export interface Transport {
  /** The dispatcher for a host, and whether a proxy may stand between. */
  for(hostname: string): { readonly dispatcher: Dispatcher; readonly proxied: boolean }
  readonly request: typeof import('undici').request
  close(): Promise<void>
}

export interface LoadTransport {
  (): Promise<Transport>
  /** Ends all connections; nothing is loaded for it. */
  close(): Promise<void>
}

const patience = { connectTimeout: 10_000, headersTimeout: 30_000, bodyTimeout: 30_000 }

/**
 * The environment's proxies (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`) for all but this computer
 * itself. Redirects are not followed: undici does so only when asked, and nothing here asks.
 */
export function createTransportLoader(
  env: Readonly<Record<string, string | undefined>>,
): LoadTransport {
  let loading: Promise<Transport> | undefined

  async function load(): Promise<Transport> {
    const undici = await import('undici')
    const { headersTimeout, bodyTimeout, connectTimeout } = patience
    const options = { headersTimeout, bodyTimeout, connect: { timeout: connectTimeout } }
    const direct = new undici.Agent(options)
    const http = env['http_proxy'] ?? env['HTTP_PROXY']
    const https = env['https_proxy'] ?? env['HTTPS_PROXY']
    const outer =
      http || https
        ? new undici.EnvHttpProxyAgent({
            ...options,
            ...(http ? { httpProxy: http } : {}),
            ...(https ? { httpsProxy: https } : {}),
            noProxy: env['no_proxy'] ?? env['NO_PROXY'] ?? '',
          })
        : undefined
    return {
      request: undici.request,
      for: (hostname) =>
        outer && !isLoopbackHost(hostname)
          ? { dispatcher: outer, proxied: true }
          : { dispatcher: direct, proxied: false },
      async close() {
        await Promise.all([direct.destroy(), outer?.destroy()])
      },
    }
  }

  const loader = () => (loading ??= load())
  return Object.assign(loader, { close: async () => (await loading)?.close() })
}
