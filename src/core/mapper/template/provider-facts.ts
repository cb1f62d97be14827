import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json'
import { providerKind } from '../../model/providers'
import { claimNames, type ClaimName } from '../kratos/claim-fields'
import { providerClaims } from '../kratos/provider-claims'

/** Claims that concern the exchange, not the person. */
const ofTheExchange = new Set<ClaimName>(['nonce', 'nonce_supported', 'raw_claims'])

/**
 * The claims that Ory can pass on from a kind of provider: for one with its own profile, those that
 * Kratos fills from it, else all of OpenID Connect.
 */
export function passedClaims(kind: string): ClaimName[] {
  const { profile, neverVerified = false } = providerClaims.get(kind) ?? {}
  return claimNames.filter((name) => {
    if (ofTheExchange.has(name) || (neverVerified && name === 'email_verified')) return false
    return profile ? name in profile : name !== 'team'
  })
}

export const hasRawClaims = (kind: string): boolean => providerClaims.get(kind)?.rawClaims === true

/** Kinds that use SAML, where no attribute says that an address is verified. */
const saml = new Set(['saml', 'jackson'])

/** Whether `email_verified` is sent, so that requiring it does not lose every address. */
export function tellsVerified(kind: string): boolean {
  const never = saml.has(kind) || providerClaims.get(kind)?.neverVerified === true
  return !never && providerKind(kind)?.email !== 'trusted'
}

export interface RawMember {
  readonly path: readonly string[]
  readonly value: JsonValue
}

const deepest = 5
const most = 200

/** The members of `raw_claims` that are not objects, without those of the exchange. */
export function rawMembers(claims: JsonObject): RawMember[] {
  const raw = claims['raw_claims']
  return isJsonObject(raw) ? membersOf(raw, []).slice(0, most) : []
}

/** Members of the exchange; `_claim_names` says where to request claims, not their values. */
const protocolMembers = new Set(
  'aud exp iat nbf jti nonce azp auth_time at_hash c_hash s_hash sid typ session_state rt_hash _claim_names _claim_sources'.split(
    ' ',
  ),
)

function membersOf(object: JsonObject, path: readonly string[]): RawMember[] {
  return Object.entries(object).flatMap(([name, value]) => {
    if (value === null || (path.length === 0 && protocolMembers.has(name))) return []
    const inside = [...path, name]
    if (!isJsonObject(value)) return [{ path: inside, value }]
    return inside.length < deepest ? membersOf(value, inside) : []
  })
}
