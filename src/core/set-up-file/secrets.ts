import { isSecretName, isSecretText } from '../fields/secret-names'
import { isJsonArray, isJsonObject, type JsonValue } from '../model/json'
import { maximumDepth, oddNames } from './form'

/** Ory key prefixes, from its documentation. */
const oryKey = /\bory_(?:wak|pat|apikey|st|at|rt|ac|lo)_[\w-]{8,}/
/** A JWT. Searched from its first dot, because one may begin at every hyphen. */
const signedToken = /\.(?<=\be[wy][\w-]{6,}\.)e[wy][\w-]{4,}\.[\w-]{8,}/
/** Tokens of other services with a known prefix. */
const wellKnownToken =
  /\b(?:gh[opsu]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|sk_(?:live|test)_\w{10,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,})/
const parameter = /[?&#;]([\w.~-]{1,80})=[^&#\s"']/g
/** Signed storage addresses and `apikey`: the address alone grants access. */
const keyName = /^(?:sig|signature|x-(?:amz|goog)-signature|[a-z-]*key)$/i

/** Whether an address in a text has a key parameter. */
function holdsKeyParameter(text: string): boolean {
  if (!text.includes('=') || !text.includes('://')) return false
  for (const [, name = ''] of text.matchAll(parameter)) {
    if (isSecretName(name) || keyName.test(name)) return true
  }
  return false
}

/**
 * Whether a text may contain a private key, token, or address with a password or key. False positives are only left
 * out, with a note.
 */
export function isUnsafeText(text: string): boolean {
  return (
    isSecretText(text) ||
    oryKey.test(text) ||
    signedToken.test(text) ||
    wellKnownToken.test(text) ||
    holdsKeyParameter(text)
  )
}

/** Checks names and texts at any depth. */
export function isSafeValue(value: JsonValue, depth = 0): boolean {
  if (depth > maximumDepth - 10) return false
  if (typeof value === 'string') return !isUnsafeText(value)
  if (isJsonArray(value)) return value.every((item) => isSafeValue(item, depth + 1))
  if (!isJsonObject(value)) return true
  return Object.entries(value).every(
    ([name, item]) => (isSafeName(name) || isClaims(name, item)) && isSafeValue(item, depth + 1),
  )
}

/** Claims in `requested_claims` are named like a secret but are none. */
const isClaims = (name: string, value: JsonValue) => name === 'id_token' && isJsonObject(value)

export function isSafeName(name: string): boolean {
  return !isSecretName(name) && !oddNames.has(name) && !isUnsafeText(name)
}
