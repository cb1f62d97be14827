import { normaliseClaims } from '../../../src/core/mapper/kratos/normalise'
import type { JsonObject } from '../../../src/core/model/json'

/** What every ID token has. */
export const ids = { iss: 'https://idp.example.com', sub: 'u1' }

/** The claims that a mapper gets, or what is said where it gets none. */
export function claims(kind: string, payload: JsonObject) {
  const result = normaliseClaims(kind, payload)
  return result.ok ? result.value.claims : result.error.text
}
