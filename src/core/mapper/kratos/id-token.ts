import { failure, success, type Result } from '../../errors/result'
import { decodeStructure, foldedName } from './decode-claim'
import type { JsonPart } from './go-json'

/** What go-oidc reads of an ID token before Kratos sees a claim: its structure `idToken`. */
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

/** What the connection expects of its tokens; where it is not known, any fits. */
export interface ExpectedToken {
  readonly issuer?: string | undefined
  readonly clientId?: string | undefined
}

/**
 * Whether these are the claims of a userinfo answer: an ID token names its issuer, its audience and its
 * times, and a userinfo answer need not.
 */
export function isUserInfo(members: readonly JsonPart[]): boolean {
  return !members.some(({ name }) => ['iss', 'aud', 'exp', 'iat'].includes(foldedName(name)))
}

/**
 * Checks an ID token as go-oidc does, as far as its claims tell. Without `aud` the claims were taken out
 * of their token, as samples are, and no audience is asked for.
 *
 * @returns the text with which the person is sent back to the form
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

/** What go-oidc reads of a userinfo answer; what it refuses ends on the error page. */
export function checkUserInfo(members: readonly JsonPart[]): Result<undefined, string> {
  const decoded = decodeStructure('userInfoRaw', userInfoFields, members)
  return decoded.ok
    ? success(undefined)
    : failure(`oidc: failed to decode userinfo: ${decoded.error}`)
}
