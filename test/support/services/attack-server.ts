import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { KeyAndCertificate } from '../identity-providers/certificates'

/** An attacker's server, which records everything it receives. */
export interface AttackServer {
  readonly port: number
  readonly address: string
  /** Whether a text occurs in the received bytes, before or after TLS decryption. */
  heard(text: string): boolean
  /** Methods and paths of the requests that it could read. */
  readonly requests: string[]
  /** How many connections were made. */
  connections(): number
  close(): Promise<void>
}

/** Forwards each connection, keeping a copy of the client's data. */
async function listenWithCopy(server: Server, copy: Buffer[], onConnection: () => void) {
  const sockets = new Set<Socket>()
  const inner = await listen(server)
  const front = createServer((socket) => {
    onConnection()
    const further = connect(inner, '127.0.0.1')
    for (const each of [socket, further]) {
      sockets.add(each)
      each.on('error', () => undefined)
      each.on('close', () => sockets.delete(each))
    }
    socket.on('data', (bytes) => copy.push(bytes))
    socket.pipe(further)
    further.pipe(socket)
  })
  const port = await listen(front)
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    await Promise.all([front, server].map((each) => new Promise((done) => each.close(done))))
  }
  return { port, close }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/**
 * @param options `tls`: over https, with this certificate; `answer`: its answer, by default one
 * workspace; `tunnel`: as a proxy it connects every tunnel to this port
 */
export async function startAttackServer(
  options: {
    readonly tls?: KeyAndCertificate
    readonly answer?: RequestListener
    readonly tunnel?: number
  } = {},
): Promise<AttackServer> {
  const { tls, tunnel } = options
  const answer: RequestListener =
    options.answer ??
    ((_request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end('{"workspaces":[{"id":"w","name":"Stolen"}],"projects":[]}')
    })
  const copy: Buffer[] = []
  const requests: string[] = []
  let connections = 0
  const listener: RequestListener = (request, response) => {
    requests.push(`${request.method} ${request.url}`)
    copy.push(Buffer.from(JSON.stringify(request.headers)))
    request.on('data', (bytes: Buffer) => copy.push(bytes))
    answer(request, response)
  }
  const server = tls
    ? createHttpsServer({ key: tls.key, cert: tls.certificate }, listener)
    : createHttpServer(listener)
  server.on('tlsClientError', () => undefined)
  server.on('connect', (request, socket: Socket) => {
    requests.push(`CONNECT ${request.url}`)
    if (tunnel === undefined) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    const further = connect(tunnel, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      further.pipe(socket)
      socket.pipe(further)
    })
    for (const each of [socket, further]) each.on('error', () => undefined)
    socket.on('close', () => further.destroy())
  })
  const { port, close } = await listenWithCopy(server, copy, () => (connections += 1))
  return {
    port,
    address: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    heard(text) {
      const all = Buffer.concat(copy)
      return [text, Buffer.from(text).toString('base64')].some((form) => all.includes(form))
    },
    connections: () => connections,
    close,
  }
}
