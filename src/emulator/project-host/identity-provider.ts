/** The part of an OpenID Connect client that a sign-in needs. It talks to this computer alone. */
import { createHash, createPublicKey, verify, type JsonWebKey } from 'node:crypto'
import { isObject, textOf, type JsonObject, type JsonValue } from '../state/json'

/** An error of one step, which the test flow captures. */
export class SignInError extends Error {
  readonly step: string
  readonly reason: string

  constructor(step: string, reason: string, message: string) {
    super(message)
    this.step = step
    this.reason = reason
  }
}

const longestWait = 10_000

export function isOnThisComputer(address: string): boolean {
  return (
    URL.canParse(address) && /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(new URL(address).hostname)
  )
}

async function readJson(
  address: string,
  init: RequestInit = {},
): Promise<{ ok: boolean; json: JsonValue }> {
  if (!isOnThisComputer(address)) throw new Error(`${address} is not on this computer`)
  const response = await fetch(address, { ...init, signal: AbortSignal.timeout(longestWait) })
  // An answer that is no JSON throws, and the caller names its step.
  return { ok: response.ok, json: (await response.json()) as JsonValue }
}

/** The discovery document. Throws where there is none. */
export async function discover(issuer: string): Promise<JsonObject> {
  const { ok, json } = await readJson(
    `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
  )
  if (!ok || !isObject(json)) throw new Error(`${issuer} has no discovery document`)
  return json
}

export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url')

interface Exchange {
  readonly document: JsonObject
  readonly clientId: string
  readonly clientSecret: string
  readonly code: string
  readonly redirectUri: string
  readonly verifier: string | undefined
}

/** @returns the ID token and, where there is one, the access token */
export async function exchange(given: Exchange): Promise<{ idToken: string; accessToken: string }> {
  const { document, clientId, clientSecret, code, redirectUri, verifier } = given
  const fail = (message: string) => new SignInError('token_exchange', 'exchange_failed', message)
  const basic = [clientId, clientSecret].map(encodeURIComponent).join(':')
  let answer: Awaited<ReturnType<typeof readJson>>
  try {
    answer = await readJson(textOf(document['token_endpoint']), {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from(basic).toString('base64')}`,
      },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        ...(verifier === undefined ? {} : { code_verifier: verifier }),
      }),
    })
  } catch (error) {
    throw fail(String(error))
  }
  const { ok, json } = answer
  if (!isObject(json)) throw fail('oauth2: cannot parse the answer')
  if (!ok) throw fail(`oauth2: "${textOf(json['error'])}" "${textOf(json['error_description'])}"`)
  const idToken = json['id_token']
  if (typeof idToken !== 'string') throw fail('the answer has no id_token')
  return { idToken, accessToken: textOf(json['access_token']) }
}

/** The claims of an ID token that is signed, current and made for this client. */
export async function verified(
  token: string,
  document: JsonObject,
  expected: { readonly issuer: string; readonly clientId: string; readonly nonce: string },
): Promise<JsonObject> {
  const fail = (message: string) =>
    new SignInError('id_token_verify', 'verification_failed', message)
  const [head = '', body = '', signature = ''] = token.split('.')
  const [header, claims] = [head, body].map((part): JsonValue => {
    try {
      // JSON.parse returns nothing but JSON.
      return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as JsonValue
    } catch {
      // Told below, as a malformed token.
      return null
    }
  })
  if (!isObject(header) || !isObject(claims)) throw fail('oidc: malformed jwt')
  if (header['alg'] !== 'RS256') throw fail(`oidc: id token signed with ${textOf(header['alg'])}`)
  const { json } = await readJson(textOf(document['jwks_uri']))
  const keys = isObject(json) && Array.isArray(json['keys']) ? json['keys'].filter(isObject) : []
  const found = keys.find((each) => each['kid'] === header['kid'] || header['kid'] === undefined)
  // A key of a set is a JSON object; what is no key throws.
  const key = found as JsonWebKey | undefined
  const isSigned =
    key !== undefined &&
    verify(
      'RSA-SHA256',
      Buffer.from(`${head}.${body}`),
      createPublicKey({ key, format: 'jwk' }),
      Buffer.from(signature, 'base64url'),
    )
  if (!isSigned) throw fail('oidc: failed to verify signature')
  const { iss, aud, exp, nonce } = claims
  if (iss !== expected.issuer) {
    const told = `expected "${expected.issuer}" got "${textOf(iss)}"`
    throw fail(`oidc: id token issued by a different provider, ${told}`)
  }
  const audience = Array.isArray(aud) ? aud : [aud]
  if (!audience.includes(expected.clientId)) {
    throw fail(`oidc: expected audience "${expected.clientId}" got ${JSON.stringify(audience)}`)
  }
  if (typeof exp !== 'number' || exp * 1000 < Date.now()) throw fail('oidc: token is expired')
  if (nonce !== undefined && nonce !== expected.nonce) throw fail('oidc: the nonce does not match')
  return claims
}

/** What the userinfo endpoint says. Throws where it says nothing. */
export async function userinfo(document: JsonObject, accessToken: string): Promise<JsonObject> {
  const fail = () => new SignInError('claims_decode', 'missing_claims', 'userinfo cannot be read')
  try {
    const { ok, json } = await readJson(textOf(document['userinfo_endpoint']), {
      headers: { authorization: `Bearer ${accessToken}` },
    })
    if (ok && isObject(json)) return json
  } catch {
    // Told in the same words as a refusal.
    throw fail()
  }
  throw fail()
}
