import { appError } from '../../errors/app-error'
import { failure, success, type Result } from '../../errors/result'
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json'
import type { MapperError } from '../engine'
import { claimFields, claimNames, isClaimName, type ClaimName } from './claim-fields'
import { decodeStructure, foldedName, isEmpty } from './decode-claim'
import { genericMessage } from './ending'
import { said } from './english'
import { decodeValue, overflowingNumber, partsOf, type JsonPart } from './go-json'
import { checkIdToken, checkUserInfo, isUserInfo, type ExpectedToken } from './id-token'
import { addedIssuer, type IssuerFrom, type KnownIssuer } from './issuer'
import type { ClaimSource, ProfileTable } from './profiles'
import { providerClaims, type ProviderClaims } from './provider-claims'
import { milliseconds } from '../../model/times'

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/

/** Seconds since 1970 of an RFC 3339 time; `undefined` for another text. */
function unixTime(text: string): number | undefined {
  const time = rfc3339.test(text) ? milliseconds(text) : Number.NaN
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000)
}

/** Why a member of the payload is missing from the claims. */
export interface DroppedClaim {
  readonly name: string
  /** `empty`: false, 0, null or an empty text; `raw`: only in `raw_claims`; `lost`: nowhere. */
  readonly why: 'empty' | 'raw' | 'lost'
}

export interface NormalisedClaims {
  /** `std.extVar('claims')`, or `std.extVar('scim')`. */
  readonly claims: JsonObject
  readonly dropped: readonly DroppedClaim[]
  /** Where `iss` came from, if not from the payload. */
  readonly issuerFrom?: IssuerFrom
  /** `active` was not sent for a user, so it is what Ory takes then. */
  readonly activeByDefault?: boolean
}

/** What is known of the payload besides its members. */
export interface SentClaims extends KnownIssuer {
  /** The JSON text as sent, which distinguishes 1.0 from 1 and contains repeated names. */
  readonly json?: string
}

/**
 * The `claims` that a mapper gets when an identity provider sends this payload: the claims of an ID
 * token or userinfo answer, the attributes of a SAML assertion, or the profile document of a
 * provider that has one.
 *
 * @param kind value of `provider`, or `saml`
 * @returns a failure with Kratos' message where it stops before the mapper.
 */
export function normaliseClaims(
  kind: string,
  payload: JsonObject,
  { json = JSON.stringify(payload), ...expected }: SentClaims = {},
): Result<NormalisedClaims, MapperError> {
  const provider = providerClaims.get(kind)
  if (!provider) return failure(unknownKind(kind))
  const members = partsOf(json)
  const fromUserInfo = provider.token === true && isUserInfo(members)
  if (provider.token) {
    const checked = fromUserInfo ? checkUserInfo(members) : checkIdToken(members, expected)
    if (!checked.ok) return failure((fromUserInfo ? brokenOff : stopped)(checked.error))
  }

  const decoded = decodeStructure('Claims', claimFields, membersOf(provider, payload, members))
  if (!decoded.ok) return failure((fromUserInfo ? brokenOff : stopped)(decoded.error))
  const claims: Record<string, JsonValue> = {}
  for (const name of claimNames) {
    const value = decoded.value[name]
    if (value !== undefined && !isEmpty(value) && name !== 'raw_claims') claims[name] = value
  }
  const added = claims['iss'] === undefined ? addedIssuer(provider, expected) : undefined
  if (added) claims['iss'] = added.iss
  if (claims['sub'] === undefined) {
    // Ory compares it with the sub of the ID token, which it has.
    return failure(fromUserInfo ? stopped(otherSubject) : withoutSubject())
  }
  if (claims['iss'] === undefined) return failure(stopped('issuer not set in claims'))
  if (provider.rawClaims) {
    const tooLarge = overflowingNumber(json)
    if (tooLarge !== undefined) {
      const type = 'Go value of type float64'
      return failure(stopped(`json: cannot unmarshal number ${tooLarge} into ${type}`))
    }
    if (members.length > 0) claims['raw_claims'] = decodeValue(json)
  }
  return success({
    claims: inOrder(claims),
    dropped: droppedOf(provider, payload, claims),
    ...(added ? { issuerFrom: added.from } : {}),
  })
}

function unknownKind(kind: string): MapperError {
  const { message, ...more } = said((t) => t('There is no provider kind “{kind}”.', { kind }))
  return { ...appError('request.invalid', message), ...more }
}

/** Kratos sends the person back to the form with errors of a token. */
function stopped(reason: string): MapperError {
  return { ...brokenOff(reason), form: [{ id: genericMessage, text: reason }] }
}

/** Go's text for a userinfo answer that is not about the person of the ID token. */
const otherSubject = 'sub (Subject) claim mismatch between ID token and UserInfo endpoint'

/** A missing subject ends on the error page, with the status of a gateway. */
const withoutSubject = (): MapperError => ({
  ...brokenOff('provider did not return a subject'),
  status: 502,
})

/** Errors of a userinfo answer end on the error page. */
function brokenOff(reason: string): MapperError {
  const { message, ...more } = said((t) => t('Ory stops before the mapper: {reason}', { reason }))
  return { ...appError('mapper.runtime', message), ...more, text: reason }
}

/**
 * Whether the claims of an ID token are wrong only for the connection they are tested with: a foreign
 * issuer or audience. `undefined` where they are right, or are not such claims.
 *
 * @param kind value of `provider`, or `saml`
 * @param json the payload's text
 * @returns the message with which Ory would send the person back to the form
 */
export function foreignToken(
  kind: string,
  json: string,
  expected: ExpectedToken,
): string | undefined {
  if (providerClaims.get(kind)?.token !== true) return undefined
  const members = partsOf(json)
  if (isUserInfo(members) || !checkIdToken(members, {}).ok) return undefined
  const checked = checkIdToken(members, expected)
  return checked.ok ? undefined : checked.error
}

function membersOf(
  provider: ProviderClaims,
  payload: JsonObject,
  members: readonly JsonPart[],
): readonly JsonPart[] {
  if (provider.profile) {
    return profileMembers(provider.profile, payload).map(([name, value]) => ({
      name,
      raw: JSON.stringify(value),
    }))
  }
  if (provider.exactNames) {
    return members.filter(({ name }) => isClaimName(name) && name !== 'raw_claims')
  }
  if (!provider.timeAsText) return members
  return members.map(({ name, raw }) =>
    foldedName(name) === 'updated_at'
      ? { name, raw: JSON.stringify(timeAsNumber(decodeValue(raw))) }
      : { name, raw },
  )
}

/** The claim that a member of the payload is decoded into. */
function fieldNameOf({ exactNames }: ProviderClaims, key: string): ClaimName | undefined {
  const name = exactNames ? key : foldedName(key)
  return isClaimName(name) ? name : undefined
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
  // Members of a profile document have other names than the claims derived from them.
  if (provider.profile) return []
  return Object.keys(payload).flatMap((name): DroppedClaim[] => {
    const field = fieldNameOf(provider, name)
    if (field !== undefined && field !== 'raw_claims') {
      return claims[field] === undefined ? [{ name, why: 'empty' }] : []
    }
    return [{ name, why: provider.rawClaims ? 'raw' : 'lost' }]
  })
}
