import { ApiError, errorBody } from '../../src/emulator/state/errors'
import type { FaultRule } from './fault-rule'
import type { Reply } from '../../src/emulator/http/exchange'
import { isObject, type JsonObject, type JsonValue } from '../../src/emulator/state/json'

/** An answer, or the incomplete one sent in its place. */
export interface SpoiledReply extends Reply {
  /** A body of this size instead of the content. */
  streamMiB?: number
  truncate?: 'ended' | 'cut-off'
}

const page =
  '<!doctype html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>'

const levels = 20_000

/** As sent by Ory: the wait of the sub-second bucket is 0, and there is no Retry-After. */
const rateLimitHeaders = {
  'x-ratelimit-limit': '10, 10;w=1, 300;w=60',
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset': '0',
}

/** The answer that a rule sends instead of the real one; undefined if it keeps that. */
export function replacedReply(rule: FaultRule, requestId: string): Reply | undefined {
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
  return { status, headers, content: { json: errorBody(error, requestId) } }
}

/** The answer with the rule's changes to its body. A 204 becomes a 200, since it has no body. */
export function garbled(reply: Reply, rule: FaultRule): SpoiledReply {
  const { replaceBody, truncate } = rule
  if (replaceBody === undefined && truncate === undefined) return reply
  const status = reply.status === 204 && replaceBody !== 'wrongEnum' ? 200 : reply.status
  return {
    ...reply,
    status,
    ...replaced(reply, replaceBody),
    ...(replaceBody === 'enormous' ? { streamMiB: rule.enormousMiB ?? 64 } : {}),
    ...(truncate === undefined ? {} : { truncate }),
  }
}

function replaced(reply: Reply, kind: FaultRule['replaceBody']): Omit<Reply, 'status'> {
  const { content } = reply
  const headers = { 'content-type': 'application/json; charset=utf-8', ...reply.headers }
  const value = typeof content === 'object' ? content.json : undefined
  switch (kind) {
    case 'empty':
      return { content: '' }
    case 'deep':
      return { headers, content: `${'{"value":'.repeat(levels)}null${'}'.repeat(levels)}` }
    case 'enormous':
      return { headers, content: '' }
    case 'mistyped':
      return { content: { json: value === undefined ? 7 : mistyped(value) } }
    case 'wrongEnum':
      return { content: value === undefined ? content : { json: withUnheardOf(value) } }
    case undefined:
      return { content: content ?? { json: {} } }
  }
}

/** The same members with other types: a number for a text, a text for a number, an object for a list. */
function mistyped(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.length
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return String(value)
  if (value === null) return []
  if (Array.isArray(value)) {
    return Object.fromEntries(value.map((item, index) => [String(index), mistyped(item)]))
  }
  return mapMembers(value, (_name, item) => mistyped(item))
}

const enumMembers = new Set(
  `state environment home_region default_region subscription_plan access_policy provider pkce
  claims_source subject_source account_linking_mode update_identity_on_login verification_status
  ssl_status`.split(/\s+/),
)

function withUnheardOf(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withUnheardOf)
  if (!isObject(value)) return value
  return mapMembers(value, (name, item) =>
    enumMembers.has(name) && typeof item === 'string' ? 'unheard-of' : withUnheardOf(item),
  )
}

function mapMembers(
  object: JsonObject,
  change: (name: string, value: JsonValue) => JsonValue,
): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, item]) => [name, change(name, item)]),
  )
}
