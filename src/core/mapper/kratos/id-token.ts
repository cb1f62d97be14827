import { failure, success, type Result } from '../../errors/result'
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

/**
 * Checks an ID token as go-oidc does, as far as that is possible from its claims. Claims without `aud`
 * were taken out of their token, as samples are, so their audience is not checked.
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
  if (iss === '' || (issuer !== undefined && iss !== issuer)) {
    const wanted = JSON.stringify(issuer ?? 'the issuer of the connection')
    return failure(
      `oidc: id token issued by a different provider, expected ${wanted} got ${JSON.stringify(iss)}`,
    )
  }
  if (clientId === undefined || !Array.isArray(aud) || aud.includes(clientId))
    return success(undefined)
  const got = aud.map((one) => JSON.stringify(one)).join(' ')
  return failure(`oidc: expected audience ${JSON.stringify(clientId)} got [${got}]`)
}

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
