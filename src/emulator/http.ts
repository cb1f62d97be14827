import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApiError, errorBody } from './errors'
import type { Faults } from './faults'
import type { JsonValue } from './json'
import type { FaultRule, RecordedRequest } from './types'

export interface Reply {
  status: number
  headers?: Record<string, string>
  /** A text as it is, another value as JSON. */
  content?: string | { json: JsonValue }
}

export interface Exchange {
  request: RecordedRequest
  requestId: string
  rule: FaultRule | undefined
}

interface ServerParts {
  kind: RecordedRequest['server']
  records: RecordedRequest[]
  faults: Faults
  operationOf: (method: string, path: string) => string | undefined
  handle: (exchange: Exchange) => Reply
}

const page =
  '<!doctype html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>'

/** A server that records, spoils by fault rules what it is told to, and else lets `handle` answer. */
export function createRecordingServer(parts: ServerParts): Server {
  return createServer((incoming, response) => {
    void serve(parts, incoming, response).catch(() => response.destroy())
  })
}

async function serve(
  parts: ServerParts,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = incoming.method ?? 'GET'
  const url = incoming.url ?? '/'
  const path = url.split('?')[0] ?? '/'
  const operation = parts.operationOf(method, path)
  const request: RecordedRequest = {
    server: parts.kind,
    method,
    url,
    path,
    operation,
    headers: { ...incoming.headers },
    body: undefined,
    status: 0,
  }
  parts.records.push(request)
  request.body = await readBody(incoming)
  const rule = parts.faults.take(method, path, operation)
  if (rule?.delayMs !== undefined) await delay(rule.delayMs)
  if (rule?.drop === 'before') return void response.destroy()
  const exchange = { request, requestId: randomUUID(), rule }
  const spoiled = rule && spoiledReply(rule, exchange.requestId)
  const handled = !spoiled || rule.afterEffect ? parts.handle(exchange) : undefined
  if (rule?.drop === 'after') return void response.destroy()
  const reply = spoiled ?? handled ?? { status: 500 }
  request.status = reply.status
  send(response, reply, exchange.requestId)
}

function spoiledReply(rule: FaultRule, requestId: string): Reply | undefined {
  if (rule.status === undefined && !rule.html && rule.body === undefined) return undefined
  const status = rule.status ?? (rule.html ? 502 : 200)
  const headers = { ...(status === 429 ? rateLimitHeaders : {}), ...rule.headers }
  if (rule.html)
    return { status, headers: { 'content-type': 'text/html', ...headers }, content: page }
  if (rule.body !== undefined) {
    const content = typeof rule.body === 'string' ? rule.body : { json: rule.body }
    return { status, headers, content }
  }
  if (status === 429 || status < 400) return { status, headers }
  const error = new ApiError(status, 'This answer was asked for by a fault rule.')
  return { status, headers, content: { json: errorBody(error, requestId, false) } }
}

/** As Ory sends them: the wait of the sub-second bucket is 0, and there is no Retry-After. */
const rateLimitHeaders = {
  'x-ratelimit-limit': '10, 10;w=1, 300;w=60',
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset': '0',
}

function send(response: ServerResponse, reply: Reply, requestId: string): void {
  const { content } = reply
  const json = typeof content === 'object'
  response.writeHead(reply.status, {
    ...(json ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    'x-request-id': requestId,
    ...reply.headers,
  })
  response.end(json ? `${JSON.stringify(content.json)}\n` : content)
}

async function readBody(incoming: IncomingMessage): Promise<JsonValue | undefined> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  if (chunks.length === 0) return undefined
  const text = Buffer.concat(chunks).toString('utf8')
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return text
  }
}

export async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}
