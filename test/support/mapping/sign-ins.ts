import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { JsonObject, JsonValue } from '../../../src/core/model/json'

/** The observed result of a sign-in at a real Kratos. */
export interface SeenEnd {
  readonly at: 'session' | 'registration' | 'login' | 'error'
  readonly messages?: readonly {
    readonly id: number
    readonly field?: string
    readonly text: string
  }[]
  readonly status?: number
  /** Text of the error record; for a long one, its beginning. */
  readonly text?: string | { readonly length: number; readonly start: string }
  readonly traits?: JsonObject
  readonly public?: JsonObject | null
  readonly admin?: JsonObject | null
  /** Value, channel, whether verified. */
  readonly verifiable?: readonly (readonly [string, string, boolean])[]
  readonly recovery?: readonly (readonly [string, string])[]
  /** Sign-in names, for a password or code. */
  readonly names?: readonly string[]
}

/**
 * A sign-in of kind `generic` through a real Kratos (main branch of 29 July 2026) with a real OpenID
 * Connect provider, in a browser.
 */
export interface SeenSignIn {
  readonly name: string
  readonly about: string
  readonly mapper: string
  readonly schema: string
  /** The payload as sent, byte for byte. */
  readonly claims: string
  readonly source?: 'userinfo'
  readonly identity?: JsonObject
  readonly update?: 'never' | 'automatic'
  readonly kratos: SeenEnd
}

interface SeenSignIns {
  readonly schemas: Readonly<Record<string, JsonObject>>
  readonly signIns: readonly SeenSignIn[]
}

const file = fileURLToPath(new URL('../../fixtures/mapper/sign-ins.json', import.meta.url))

export const seenSignIns = JSON.parse(readFileSync(file, 'utf8')) as SeenSignIns

/** Results that depend on more than the mapper, the claims, the schema and the identity. */
export const unpredictable: Readonly<Record<string, string>> = {
  'conflict-link#0': 'another identity has the address: told as a possible end',
  'conflict-verified#0': 'another identity has the address: told as a possible end',
  'update-taken#1': 'another identity has the address: told as a possible end',
  'poison-output#1': 'a worker of Kratos died of the output before: told as a danger by the linter',
  'poison-output#2': 'a worker of Kratos died of the output before: told as a danger by the linter',
  'poison-output#3': 'a worker of Kratos died of the output before: told as a danger by the linter',
  'poison-output#4': 'a worker of Kratos died of the output before: told as a danger by the linter',
}

/** Members of a token that change at every sign-in, and are not compared. */
const volatile = new Set(['iat', 'exp', 'at_hash', 'id'])

/** A value without them, as observed ones are stored. */
export function steady(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(steady)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      volatile.has(name) ? [] : [[name, steady(member as JsonValue)]],
    ),
  )
}
