import methods from 'undici/lib/api/index.js'
import buildConnector from 'undici/lib/core/connect.js'
import Agent from 'undici/lib/dispatcher/agent.js'
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js'
import Pool from 'undici/lib/dispatcher/pool.js'
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js'

// As `undici` itself does once it has loaded the rest, which is most of it and used by nothing here: fetch, WebSocket,
// caches and mocks make up half of the wait before a first request.
Object.assign(Dispatcher.prototype, methods)

/** What the app uses of undici, without the rest. */
export const undici = { Agent, Pool, ProxyAgent, buildConnector }
export type Undici = typeof undici

type Sent = Omit<Dispatcher.RequestOptions, 'origin' | 'path'> & { readonly dispatcher: Dispatcher }

/** Sends a request to an address by a dispatcher; redirects are not followed. */
export function request(
  address: string | URL,
  { dispatcher, ...options }: Sent,
): Promise<Dispatcher.ResponseData> {
  const { origin, pathname, search } = new URL(address)
  return dispatcher.request({ ...options, origin, path: `${pathname}${search}` })
}
