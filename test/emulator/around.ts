import type { ServerResponse } from 'node:http'
import type { Exchange, ReceivedRequest, Reply } from '../../src/emulator/http/exchange'
import type { AroundOperations, Operate } from '../../src/emulator/operations/call'
import { isProjectHost } from '../../src/emulator/project-host/answer'
import { isObject } from '../../src/emulator/state/json'
import type { FaultRule } from './fault-rule'
import type { Faults } from './faults'
import type { EmulatorOptions } from './options'
import { bucketOf, type RateLimiter } from './rate-limits'
import { garbled, replacedReply, type SpoiledReply } from './spoil'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { bodyText, headersOf } from '../../src/emulator/http/send'

/** Sends an incomplete answer as it says; returns false for a complete one. */
function sendSpoiled(response: ServerResponse, reply: SpoiledReply, requestId: string): boolean {
  const { streamMiB, truncate } = reply
  if (streamMiB === undefined && truncate === undefined) return false
  const headers = headersOf(reply, requestId)
  if (streamMiB !== undefined) {
    response.writeHead(reply.status, headers)
    // A client may close the connection early, which is not an error.
    void pipeline(Readable.from(enormous(streamMiB)), response).catch(() => response.destroy())
    return true
  }
  const bytes = Buffer.from(bodyText(reply.content))
  const half = bytes.subarray(0, Math.floor(bytes.length / 2))
  const length = truncate === 'ended' ? half.length : bytes.length
  response.writeHead(reply.status, { ...headers, 'content-length': length })
  if (truncate === 'ended') response.end(half)
  else response.write(half, () => response.destroy())
  return true
}

/** One JSON text, which is never in memory as a whole. */
function* enormous(mebibytes: number): Generator<string> {
  const part = 'a'.repeat(64 * 1024)
  yield '{"padding":"'
  for (let sent = 0; sent < mebibytes * 16; sent += 1) yield part
  yield '"}'
}

export interface RecordedRequest extends ReceivedRequest {
  /** 0 while unanswered and for a dropped connection. */
  status: number
}

interface Parts {
  options: EmulatorOptions
  records: RecordedRequest[]
  faults: Faults
  limiter: RateLimiter
  /** Wraps an operation according to the options and the matching rule. */
  operateBy: (operation: string, rule: FaultRule | undefined) => Operate
}

/** Records every request, applies rate limits, and applies fault rules. */
export function createAround(parts: Parts): AroundOperations {
  return async (exchange) => {
    const { request, requestId, response } = exchange
    const record: RecordedRequest = { ...request, status: 0 }
    parts.records.push(record)
    const bucket = bucketOf(request.operation, isProjectHost(request.path))
    const admission = request.server === 'api' ? parts.limiter.admit(bucket) : undefined
    const limits = admission?.headers ?? {}
    // Before the faults: a rejected request is not counted by a rule.
    const reply =
      admission && !admission.admitted ? { status: 429 } : await replyTo(parts, exchange)
    if (!reply) return undefined
    record.status = reply.status
    const sent: SpoiledReply = { ...reply, headers: { ...limits, ...reply.headers } }
    return sendSpoiled(response, sent, requestId) ? undefined : sent
  }
}

/** A delay of this length is longer than any client waits, in milliseconds. */
const holdMs = 120_000

/** Undefined if the connection is closed, or the client disconnected during a wait. */
async function replyTo(
  { options, faults, operateBy }: Parts,
  { request, requestId, response, answer }: Exchange<Operate>,
): Promise<SpoiledReply | undefined> {
  const { method, path, headers, operation = '' } = request
  const taken = faults.take(method, path, request.operation)
  const rule = taken?.rule
  const usual = async () => {
    const reply = await answer(operateBy(operation, rule))
    taken?.tookEffect()
    return flattened(reply, operation, options)
  }
  if (!taken || !rule) return usual()
  const stays = async (ms: number | undefined) => {
    if (ms === undefined) return true
    if (ms >= holdMs) options.onHeld?.(String(headers['x-request-id']))
    return wait(ms, response, taken.released)
  }
  if (!(await stays(rule.delayMs))) return undefined
  if (rule.drop === 'before') return close(response)
  const replaced = replacedReply(rule, requestId)
  const takesEffect = !replaced || rule.afterEffect === true || rule.drop === 'after'
  const reply = takesEffect ? await usual() : undefined
  if (rule.drop === 'after') return close(response)
  if (!(await stays(rule.lateMs))) return undefined
  return garbled(replaced ?? reply ?? { status: 500 }, rule)
}

function close(response: ServerResponse): undefined {
  response.destroy()
}

/** Errors that are not nested under `error`, as in a few operations. */
function flattened(reply: Reply, operation: string, { flatErrors = [] }: EmulatorOptions): Reply {
  if (reply.status < 400 || !flatErrors.includes(operation)) return reply
  const json = typeof reply.content === 'object' ? reply.content.json : undefined
  return isObject(json) && json['error'] !== undefined
    ? { ...reply, content: { json: json['error'] } }
    : reply
}

/** Waits at most so long. False if the client disconnected, or the server was stopped, meanwhile. */
async function wait(
  milliseconds: number,
  response: ServerResponse,
  released: AbortSignal,
): Promise<boolean> {
  if (response.destroyed) return false
  if (released.aborted) return true
  return new Promise((resolve) => {
    const end = (stays: boolean) => {
      clearTimeout(timer)
      response.off('close', leave)
      released.removeEventListener('abort', goOn)
      resolve(stays)
    }
    const leave = () => end(false)
    const goOn = () => end(true)
    const timer = setTimeout(goOn, milliseconds)
    response.once('close', leave)
    released.addEventListener('abort', goOn)
  })
}
