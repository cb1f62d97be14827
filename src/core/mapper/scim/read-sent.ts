import { success, type Result } from '../../errors/result'
import type { JsonObject } from '../../model/json'
import type { MapperError } from '../engine'
import { givenFor } from '../given'
import { normaliseClaims, type NormalisedClaims, type SentClaims } from '../kratos/normalise'
import { readScimUser } from './user'

/**
 * What a mapper gets when this is sent: by an identity provider at a sign-in, or by a SCIM client.
 *
 * @param kind value of `provider`, `saml` or `scim`
 * @returns a failure where Ory stops before the mapper.
 */
export function readSent(
  kind: string,
  payload: JsonObject,
  sent: SentClaims = {},
): Result<NormalisedClaims, MapperError> {
  if (givenFor(kind) === 'claims') return normaliseClaims(kind, payload, sent)
  const read = readScimUser(payload)
  if (!read.ok) return read
  const { user, activeByDefault } = read.value
  return success({ claims: user, dropped: [], ...(activeByDefault ? { activeByDefault } : {}) })
}
