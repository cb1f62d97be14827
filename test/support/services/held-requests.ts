import type { LoadTransport, Transport } from '../../../src/main/api/dispatcher'

/**
 * Lets a request time out as soon as the emulator begins to hold its answer, so that no other request needs an answer
 * within a short time.
 */
export function createHeldRequests() {
  /** By `x-request-id`. */
  const expire = new Map<string, () => void>()
  const withExpiry = (transport: Transport): Transport => ({
    for: (address) => transport.for(address),
    close: () => transport.close(),
    async request(address, options) {
      const id = Object.entries(options?.headers ?? {}).find(([name]) => name === 'x-request-id')
      const held = new AbortController()
      const late = Object.assign(new Error('No answer'), { name: 'TimeoutError' })
      expire.set(String(id?.[1]), () => held.abort(late))
      const own = options?.signal as AbortSignal | undefined
      const signal = own ? AbortSignal.any([own, held.signal]) : held.signal
      return transport.request(address, { ...options, signal })
    },
  })
  return {
    onHeld: (requestId: string) => expire.get(requestId)?.(),
    around: (load: LoadTransport): LoadTransport =>
      Object.assign(async () => withExpiry(await load()), {
        refresh: () => load.refresh(),
        close: () => load.close(),
      }),
  }
}
