import type { IncomingMessage, RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { KeyAndCertificate } from './certificates'

/** A received request. */
export interface SeenRequest {
  readonly method: string
  readonly host: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
}

export interface SecureServer {
  readonly port: number
  /** Requests so far, in order. */
  readonly seen: readonly SeenRequest[]
  /** Handles all requests from now on. */
  handle(listener: RequestListener): void
  close(): Promise<void>
}

/** An HTTPS server on this computer, on a free port. */
export async function startSecureServer(
  { key, certificate }: KeyAndCertificate,
  address = '127.0.0.1',
): Promise<SecureServer> {
  let listener: RequestListener = (_request, response) => void response.writeHead(503).end()
  const seen: SeenRequest[] = []
  const server = createServer({ key, cert: certificate }, (request, response) => {
    const { method = '', url: path = '', headers } = request
    seen.push({ method, host: headers.host ?? '', path, headers })
    listener(request, response)
  })
  // Many tests are about clients that refuse the certificate.
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, address, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    handle: (next) => (listener = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
