import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { JsonValue } from '../state/json'
import type { Around, ReceivedRequest, Reply } from './exchange'
import { send } from './send'

interface ServerParts<Operate> {
  kind: ReceivedRequest['server']
  operationOf: (method: string, path: string) => string | undefined
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
  const request: ReceivedRequest = {
    server: parts.kind,
    method,
    url,
    path,
    operation: parts.operationOf(method, path),
    headers: { ...incoming.headers },
    body: await readBody(incoming),
  }
  const requestId = randomUUID()
  const reply = await parts.around({
    request,
    requestId,
    response,
    answer: async (operate) => parts.handle(request, requestId, operate),
  })
  if (reply) send(response, reply, requestId)
}

async function readBody(incoming: IncomingMessage): Promise<JsonValue | undefined> {
  const chunks: Buffer[] = []
  // Without an encoding, a request is a stream of buffers.
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  if (chunks.length === 0) return undefined
  const text = Buffer.concat(chunks).toString('utf8')
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
