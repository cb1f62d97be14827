import {
  createServer as createHttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import {
  connect,
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net'
import { generate } from 'selfsigned'
import { atEnd } from '../../../support/runner/at-end'

async function listen(server: Server, host: string): Promise<number> {
  const sockets = new Set<{ destroy(): unknown }>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  atEnd(
    () =>
      new Promise((resolve) => {
        server.close(resolve)
        for (const socket of sockets) socket.destroy()
      }),
  )
  return (server.address() as AddressInfo).port
}

export type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void

export interface TestServer {
  readonly port: number
  readonly address: string
  /** Methods and paths that arrived, in order. */
  readonly arrived: string[]
  /** How many connections were made. */
  readonly connections: () => number
}

/** A real server on this computer. `count` is 1 for the first request. */
export async function startServer(
  answer: Answer,
  options: { readonly tls?: TestCertificate; readonly host?: string } = {},
): Promise<TestServer> {
  const { tls, host = '127.0.0.1' } = options
  const arrived: string[] = []
  let connections = 0
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    arrived.push(`${request.method} ${request.url}`)
    request.resume()
    answer(request, response, arrived.length)
  }
  const server = tls
    ? createHttpsServer({ key: tls.key, cert: tls.certificate }, listener)
    : createHttpServer(listener)
  server.on('connection', () => (connections += 1))
  const port = await listen(server, host)
  const shown = host.includes(':') ? `[${host}]` : host
  const address = `${tls ? 'https' : 'http'}://${shown}:${port}`
  return { port, address, arrived, connections: () => connections }
}

/** A server that does this with each connection, and counts them. */
export async function startSockets(each: (socket: Socket) => void) {
  let connections = 0
  const server = createTcpServer((socket) => {
    connections += 1
    each(socket)
  })
  return { port: await listen(server, '127.0.0.1'), connections: () => connections }
}

/** A server that takes connections and never says a word. */
export async function startSilence(): Promise<number> {
  return listen(createTcpServer(), '127.0.0.1')
}

/** A port of this computer where nothing listens. */
export async function freePort(): Promise<number> {
  const server = createTcpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/**
 * An HTTP proxy that tunnels everything to one port, whatever it is asked for.
 *
 * @param options `refusal`: a status that it answers instead; `delay` before it tunnels, in ms
 */
export async function startProxy(
  target: number,
  options: { readonly refusal?: number; readonly delay?: number } = {},
) {
  const { refusal, delay = 0 } = options
  const asked: string[] = []
  const credentials: (string | undefined)[] = []
  const server = createHttpServer((_request, response) => response.writeHead(501).end())
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    credentials.push(request.headers['proxy-authorization'])
    socket.on('error', () => {})
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal} Refused\r\n\r\n`)
      return
    }
    const further = connect(target, '127.0.0.1', () => {
      setTimeout(() => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        further.pipe(socket)
        socket.pipe(further)
      }, delay)
    })
    further.on('error', () => socket.destroy())
    socket.on('close', () => further.destroy())
  })
  const port = await listen(server, '127.0.0.1')
  return { port, asked, credentials }
}

export interface TestCertificate {
  readonly key: string
  readonly certificate: string
}

/** A test authority and a server certificate of it for names and addresses. */
export async function createAuthority(names: readonly string[], ips: readonly string[] = []) {
  const authority = await generate([{ name: 'commonName', value: 'Test authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const server = await generate([{ name: 'commonName', value: 'Test server' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...ips.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  })
  return { ca: authority.cert, tls: { key: server.private, certificate: server.cert } }
}
