import { z } from 'zod'
import { requests } from '../../core/ipc/contract'
import { secretInput } from '../../core/ipc/common'
import { hidden } from '../../core/fields/hidden-text'

const keyPattern = /ory_(wak|pat|apikey)_\w+/g
const headerPattern = /(authorization["']?\s*[:=]\s*["']?(?:bearer|basic)\s+)[^\s"']+/gi

/** Names of members that contain a secret in any request. */
const secretNames = new Set([
  'authorization',
  'proxy-authorization',
  'client_secret',
  'apple_private_key',
  ...markedMembers(),
])

/** Members of requests whose schema is marked as a secret. */
function markedMembers(): string[] {
  return Object.values(requests).flatMap(({ input }) =>
    Object.entries('shape' in input ? input.shape : {})
      .filter(([, schema]) => schema === secretInput || isOptionalSecret(schema))
      .map(([name]) => name.toLowerCase()),
  )
}

/** A secret that a request may leave out. */
function isOptionalSecret(schema: unknown): boolean {
  return schema instanceof z.ZodOptional && schema.unwrap() === secretInput
}

/** A text without API keys and without values of `Authorization` headers. */
export function redactText(text: string): string {
  return text.replace(keyPattern, hidden).replace(headerPattern, `$1${hidden}`)
}

/**
 * A copy of a value without secrets, to at most six levels.
 *
 * @param clean cleans each text
 */
export function redact(value: unknown, clean = redactText, depth = 0): unknown {
  if (typeof value === 'string') return clean(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > 6) return '…'
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, clean, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      secretNames.has(name.toLowerCase()) ? hidden : redact(item, clean, depth + 1),
    ]),
  )
}
