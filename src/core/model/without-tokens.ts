import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from './json'

/** Members that grant access; no mapper claim has these names. */
const names = new Set([
  'access_token',
  'refresh_token',
  'id_token',
  'logout_token',
  'device_secret',
  'client_secret',
  'client_assertion',
  'session_token',
])

const signed = /^(e[wy][\w-]{6,}\.[\w-]+\.)[\w-]+$/

export interface WithoutTokens {
  readonly payload: JsonObject
  /** Whether anything was removed. */
  readonly found: boolean
}

/** Removes tokens at any depth: by member name, or the signature of other tokens. */
export function withoutTokens(payload: JsonObject): WithoutTokens {
  let found = false

  function clean(value: JsonValue): JsonValue {
    if (typeof value === 'string') {
      const unsigned = signed.exec(value)?.[1]
      found ||= unsigned !== undefined
      return unsigned ?? value
    }
    if (isJsonArray(value)) return value.map(clean)
    return isJsonObject(value) ? cleanObject(value) : value
  }

  function cleanObject(object: JsonObject): JsonObject {
    const kept = Object.entries(object).filter(
      ([name, value]) => !names.has(name.toLowerCase()) || typeof value === 'boolean',
    )
    found ||= kept.length < Object.keys(object).length
    return Object.fromEntries(kept.map(([name, value]) => [name, clean(value)]))
  }

  return { payload: cleanObject(payload), found }
}
