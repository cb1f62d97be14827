import { failure, success, type Result } from '../../errors/result'
import type { JsonValue } from '../../model/json'
import { decodeStructure, foldedName } from './decode-claim'
import type { JsonPart } from './go-json'

/** The members of an ID token that go-oidc reads before Kratos sees a claim: its structure `idToken`. */
const fields = {
  iss: 'text',
  sub: 'text',
  aud: 'audience',
  exp: 'time',
  iat: 'time',
  nbf: 'time-or-nothing',
  nonce: 'text',
  at_hash: 'text',
  _claim_names: 'text-map',
} as const

/** What the connection requires of its tokens; unknown values are not checked. */
export interface ExpectedToken {
  readonly issuer?: string | undefined
  readonly clientId?: string | undefined
}

/**
 * Whether these are the claims of a userinfo answer. An ID token must have an issuer, an audience and
 * times; a userinfo answer need not.
 */
export function isUserInfo(members: readonly JsonPart[]): boolean {
  return !members.some(({ name }) => ['iss', 'aud', 'exp', 'iat'].includes(foldedName(name)))
}

const has = (members: readonly JsonPart[], claim: string): boolean =>
  members.some(({ name }) => foldedName(name) === claim)

/** Google's tokens may name their issuer without its scheme; go-oidc takes both. */
const googleIssuer = 'https://accounts.google.com'
const isIssuer = (iss: string, issuer: string): boolean =>
  iss === issuer || (issuer === googleIssuer && `https://${iss}` === issuer)

/**
 * Whether a token is for this client is known only where both are: its `aud` and the connection's
 * client ID.
 */
export function isAudienceUnknown(
  members: readonly JsonPart[],
  { clientId }: ExpectedToken,
): boolean {
  return clientId === undefined && has(members, 'aud')
}

/**
 * Checks an ID token as go-oidc does, as far as that is possible from its claims. Claims without `aud` and
 * times were taken out of their token, so their audience is not checked; a whole token without an audience
 * is for no client.
 *
 * @returns the message with which the person is sent back to the form
 */
export function checkIdToken(
  members: readonly JsonPart[],
  { issuer, clientId }: ExpectedToken,
): Result<undefined, string> {
  const decoded = decodeStructure('idToken', fields, members)
  if (!decoded.ok) return failure(`oidc: failed to unmarshal claims: ${decoded.error}`)
  const { iss = '', aud } = decoded.value
  if (typeof iss !== 'string' || iss === '' || (issuer !== undefined && !isIssuer(iss, issuer))) {
    const wanted = JSON.stringify(issuer ?? 'the issuer of the connection')
    return failure(
      `oidc: id token issued by a different provider, expected ${wanted} got ${JSON.stringify(iss)}`,
    )
  }
  const isWhole = has(members, 'exp') || has(members, 'iat')
  const audience = Array.isArray(aud) ? aud : isWhole ? [] : undefined
  if (audience === undefined || isForClient(audience, clientId)) return success(undefined)
  const got = audience.map((one) => JSON.stringify(one)).join(' ')
  const wanted = JSON.stringify(clientId ?? 'the client ID of the connection')
  return failure(`oidc: expected audience ${wanted} got [${got}]`)
}

/** A client ID is never empty, so an audience without a name is for none. */
const isForClient = (audience: readonly JsonValue[], clientId: string | undefined): boolean =>
  clientId === undefined ? audience.some((one) => one !== '') : audience.includes(clientId)

const userInfoFields = {
  sub: 'text',
  profile: 'text',
  email: 'text',
  email_verified: 'userinfo-flag',
} as const

/** The members of a userinfo answer that go-oidc reads; its errors end on the error page. */
export function checkUserInfo(members: readonly JsonPart[]): Result<undefined, string> {
  const decoded = decodeStructure('userInfoRaw', userInfoFields, members)
  return decoded.ok
    ? success(undefined)
    : failure(`oidc: failed to decode userinfo: ${decoded.error}`)
}
