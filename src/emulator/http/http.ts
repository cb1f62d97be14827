import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FaultRule } from './fault-rule'
import type { Faults } from './faults'
import type { JsonValue } from '../state/json'
import type { Admission } from './rate-limits'
import { send } from './send'
import { garbled, spoiledReply } from './spoil'
import type { RecordedRequest } from '../state/types'

export interface Reply {
  status: number
  headers?: Record<string, string | string[]>
  /** A text of any type as it is, one of JSON, or a value to be written as JSON. */
  content?: string | { text: string } | { json: JsonValue } | undefined
  /** A body of this size in place of the content. */
  streamMiB?: number
  truncate?: 'ended' | 'cut-off'
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
  /** Counts a request against its limit, where it has one. */
  admit?: (method: string, path: string) => Admission | undefined
  handle: (exchange: Exchange) => Reply
}

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
  const requestId = randomUUID()
  const admission = parts.admit?.(method, path)
  const limits = admission?.headers ?? {}
  // Before the faults: a request that is turned away is none that a rule hits.
  if (admission && !admission.admitted) {
    request.status = 429
    return send(response, { status: 429, headers: limits }, requestId)
  }
  const rule = parts.faults.take(method, path, operation)
  if (rule?.delayMs !== undefined && !(await wait(rule.delayMs, response))) return
  if (rule?.drop === 'before') return void response.destroy()
  const spoiled = rule && spoiledReply(rule, requestId)
  const takesEffect = !spoiled || rule.afterEffect === true || rule.drop === 'after'
  const handled = takesEffect ? parts.handle({ request, requestId, rule }) : undefined
  if (rule?.drop === 'after') return void response.destroy()
  if (rule?.lateMs !== undefined && !(await wait(rule.lateMs, response))) return
  const reply = spoiled ?? handled ?? { status: 500 }
  const sent = rule ? garbled(reply, rule) : reply
  request.status = sent.status
  send(response, { ...sent, headers: { ...limits, ...sent.headers } }, requestId)
}

/** False if the client left, or the server was stopped, meanwhile. */
async function wait(milliseconds: number, response: ServerResponse): Promise<boolean> {
  if (response.destroyed) return false
  return new Promise((resolve) => {
    const end = (stays: boolean) => {
      clearTimeout(timer)
      response.off('close', leave)
      resolve(stays)
    }
    const leave = () => end(false)
    const timer = setTimeout(() => end(true), milliseconds)
    response.once('close', leave)
  })
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
