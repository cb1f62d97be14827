import { writeFile } from 'node:fs/promises'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { connect, type AddressInfo, type Server } from 'node:net'
import { join } from 'node:path'
import { createAuthority } from '../../support/identity-providers/certificates'
import { atEnd as afterTest } from '../../support/runner/at-end'
import { temporaryFolder } from '../../support/services/temporary'

async function listen(server: Server, atEnd = afterTest): Promise<number> {
  const sockets = new Set<{ destroy(): unknown }>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A client that goes away is no fault of the server.
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(
    () =>
      new Promise((resolve) => {
        server.close(resolve)
        for (const socket of sockets) socket.destroy()
      }),
  )
  return (server.address() as AddressInfo).port
}

/** A real HTTP server on this computer, until the test ends. */
export async function startServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(answer))}`
}

/** Hands requests on to a server on this computer. */
export function forward(target: string) {
  const { port } = new URL(target)
  return (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method, url, headers } = incoming
    const further = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
      // What was cut off stays cut off.
      answer.on('error', () => outgoing.destroy())
    })
    further.on('error', () => outgoing.destroy())
    outgoing.on('close', () => further.destroy())
    incoming.pipe(further)
  }
}

/**
 * A way from `https://HOST` to a server on this computer, as a company's proxy with an authority of
 * its own would be: a CONNECT proxy that leads whatever it is asked for to one TLS server.
 *
 * @param atEnd takes what ends it; by default it ends with the test
 * @returns the environment that leads programs there, and the hosts that they asked for.
 */
export async function startGateway(host: string, target: string, atEnd = afterTest) {
  const authority = await createAuthority()
  const { key, certificate } = await authority.issue({ hosts: [host] })
  const inner = createHttpsServer({ key, cert: certificate }, forward(target))
  const innerPort = await listen(inner, atEnd)
  const asked = new Set<string>()
  const proxy = createServer((_incoming, outgoing) => outgoing.writeHead(501).end())
  proxy.on('connect', (incoming, socket) => {
    asked.add(incoming.url ?? '')
    const further = connect(innerPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      further.pipe(socket)
      socket.pipe(further)
    })
    socket.on('error', () => further.destroy())
    socket.on('close', () => further.destroy())
    further.on('error', () => socket.destroy())
  })
  const proxyPort = await listen(proxy, atEnd)
  const folder = await temporaryFolder(atEnd)
  const file = join(folder, 'authority.pem')
  await writeFile(file, authority.certificate)
  const env = { HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`, SSL_CERT_FILE: file }
  return { env, asked }
}
