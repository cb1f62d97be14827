import { randomUUID } from 'node:crypto'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import type { JsonValue } from '../state/json'
import type { Around, ReceivedRequest, Reply } from './exchange'
import { send } from './send'

interface ServerParts<Operate> {
  kind: ReceivedRequest['server']
  operationOf: (method: string, path: string) => string | undefined
  /** Maximum bytes of a body, by the headers of its request; a longer one is answered with 413. */
  bodyLimit: (headers: IncomingHttpHeaders) => number
  around: Around<Operate>
  handle: (request: ReceivedRequest, requestId: string, operate?: Operate) => Reply | Promise<Reply>
}

/** A server whose requests `handle` answers, each wrapped by `around`. */
export function createJsonServer<Operate>(parts: ServerParts<Operate>): Server {
  return createServer((incoming, response) => {
    // A client that disconnects during its request gets no answer.
    void serve(parts, incoming, response).catch(() => response.destroy())
  })
}

async function serve<Operate>(
  parts: ServerParts<Operate>,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = incoming.method ?? 'GET'
  const url = incoming.url ?? '/'
  const path = url.split('?')[0] ?? '/'
  const requestId = randomUUID()
  const bytes = await readBody(incoming, parts.bodyLimit(incoming.headers))
  if (!bytes) {
    // Closing the connection now could reset it before the client has read the answer.
    incoming.resume()
    send(response, { status: 413, content: 'The body is too large.' }, requestId)
    return
  }
  const request: ReceivedRequest = {
    server: parts.kind,
    method,
    url,
    path,
    operation: parts.operationOf(method, path),
    headers: { ...incoming.headers },
    body: parsedBody(bytes),
  }
  const reply = await parts.around({
    request,
    requestId,
    response,
    answer: async (operate) => parts.handle(request, requestId, operate),
  })
  if (reply) send(response, reply, requestId)
}

/** The body of a request, or undefined if it is longer than the limit. */
async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  // Destroying the request would close the connection before the answer.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    // Without an encoding, a request is a stream of buffers.
    const bytes = chunk as Buffer
    chunks.push(bytes)
    length += bytes.length
    if (length > limit) return undefined
  }
  return Buffer.concat(chunks)
}

function parsedBody(bytes: Buffer): JsonValue | undefined {
  if (bytes.length === 0) return undefined
  const text = bytes.toString('utf8')
  try {
    // JSON.parse returns nothing but JSON.
    return JSON.parse(text) as JsonValue
  } catch {
    // Operations refuse a body that is not JSON, as they refuse a text.
    return text
  }
}

/** Listens on 127.0.0.1, on any free port for 0, and returns the address. */
export async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  // A server that listens on TCP has an address of this form.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}
