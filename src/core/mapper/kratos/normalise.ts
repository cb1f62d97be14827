import { appError } from '../../errors/app-error'
import { failure, success, type Result } from '../../errors/result'
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json-value'
import type { MapperError } from '../engine'
import { claimFields, claimNames, isClaimName, type ClaimName } from './claim-fields'
import { decodeClaim, isEmpty } from './decode-claim'
import { genericMessage } from './ending'
import type { ClaimSource, ProfileTable } from './profiles'
import { providerClaims, type ProviderClaims } from './provider-claims'
import { unixTime } from './unix-time'

/** Why a member of the payload is not among the claims. */
export interface DroppedClaim {
  readonly name: string
  /** `empty`: false, 0, null or an empty text; `raw`: only in `raw_claims`; `lost`: nowhere. */
  readonly why: 'empty' | 'raw' | 'lost'
}

export interface NormalisedClaims {
  /** `std.extVar('claims')`. */
  readonly claims: JsonObject
  readonly dropped: readonly DroppedClaim[]
}

/**
 * What a mapper gets as `claims` when an identity provider sends this payload: the claims of an ID
 * token or userinfo answer, the attributes of a SAML assertion, or the profile document of a
 * provider that has one.
 *
 * @param kind value of `provider`, or `saml`
 * @returns a failure in Kratos' words where it stops before the mapper.
 */
export function normaliseClaims(
  kind: string,
  payload: JsonObject,
): Result<NormalisedClaims, MapperError> {
  const provider = providerClaims.get(kind)
  if (!provider) return failure(appError('request.invalid', `There is no provider kind “${kind}”.`))
  const claims: Record<string, JsonValue> = {}
  for (const [name, value] of membersOf(provider, payload)) {
    const decoded = decodeClaim(name, value)
    if (!decoded.ok) return failure(stopped(decoded.error))
    // An empty value takes away what a member of the same name in other letters had set.
    if (isEmpty(decoded.value)) delete claims[name]
    else claims[name] = decoded.value
  }
  if (provider.issuer !== undefined) claims['iss'] ??= provider.issuer
  if (claims['sub'] === undefined) return failure(noSubject)
  if (claims['iss'] === undefined) return failure(stopped('issuer not set in claims'))
  if (provider.rawClaims && Object.keys(payload).length > 0) claims['raw_claims'] = payload
  return success({ claims: inOrder(claims), dropped: droppedOf(provider, payload, claims) })
}

/** Claims that Kratos refuses send the person back to the form. */
function stopped(reason: string): MapperError {
  return {
    ...appError('mapper.runtime', `Ory stops before the mapper: ${reason}`),
    text: reason,
    form: [{ id: genericMessage, text: reason }],
  }
}

/** Without a subject it is the error page, with the status of a gateway. */
const noSubject: MapperError = {
  ...appError('mapper.runtime', 'Ory stops before the mapper: provider did not return a subject', {
    status: 502,
  }),
  text: 'provider did not return a subject',
}

function membersOf(provider: ProviderClaims, payload: JsonObject): [ClaimName, JsonValue][] {
  if (provider.profile) return profileMembers(provider.profile, payload)
  const members: [ClaimName, JsonValue][] = []
  for (const [key, value] of Object.entries(payload)) {
    const name = fieldNameOf(provider, key)
    if (name === undefined || name === 'raw_claims') continue
    members.push([name, name === 'updated_at' && provider.timeAsText ? timeAsNumber(value) : value])
  }
  return members
}

/** Go's decoder takes a member for a field also when only the case of letters differs. */
function goFieldName(key: string): ClaimName | undefined {
  if (isClaimName(key)) return key
  const lower = key.toLowerCase()
  return isClaimName(lower) ? lower : undefined
}

function fieldNameOf({ exactNames }: ProviderClaims, key: string): ClaimName | undefined {
  if (exactNames) return isClaimName(key) ? key : undefined
  return goFieldName(key)
}

function timeAsNumber(value: JsonValue): JsonValue {
  return typeof value === 'string' ? (unixTime(value) ?? value) : value
}

function profileMembers(table: ProfileTable, payload: JsonObject): [ClaimName, JsonValue][] {
  return claimNames.flatMap((name): [ClaimName, JsonValue][] => {
    const source = table[name]
    const value = source && read(source, payload)
    return value === undefined ? [] : [[name, value]]
  })
}

function read(source: ClaimSource, profile: JsonObject): JsonValue | undefined {
  if ('fixed' in source) return source.fixed
  if ('choose' in source) return source.choose(profile)
  const value = source.path.reduce<JsonValue | undefined>(
    (inside, name) => (isJsonObject(inside) ? inside[name] : undefined),
    profile,
  )
  if (source.as === 'text' && typeof value === 'number') return String(value)
  return source.as === 'unix-time' && value !== undefined ? timeAsNumber(value) : value
}

function inOrder(claims: JsonObject): JsonObject {
  const entries = claimNames.flatMap((name): [string, JsonValue][] =>
    claims[name] === undefined ? [] : [[name, claims[name]]],
  )
  return Object.fromEntries(entries)
}

function droppedOf(
  provider: ProviderClaims,
  payload: JsonObject,
  claims: JsonObject,
): DroppedClaim[] {
  // A profile document's members have other names than the claims that are made of them.
  if (provider.profile) return []
  return Object.keys(payload).flatMap((name): DroppedClaim[] => {
    const field = fieldNameOf(provider, name)
    if (field !== undefined && field in claimFields && field !== 'raw_claims') {
      return claims[field] === undefined ? [{ name, why: 'empty' }] : []
    }
    return [{ name, why: provider.rawClaims ? 'raw' : 'lost' }]
  })
}
