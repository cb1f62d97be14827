import { isSecretName, isSecretText } from '../fields/secret-names'
import { isJsonArray, isJsonObject, type JsonValue } from '../model/json'
import { maximumDepth, oddNames } from './form'

/** Keys of Ory by their prefixes, as its documentation gives them. */
const oryKey = /\bory_(?:wak|pat|apikey|st|at|rt|ac|lo)_[\w-]{8,}/
/** A signed token: JSON in base64url, twice, and a signature. Looked for from its first dot: a text may begin one at every hyphen. */
const signedToken = /\.(?<=\be[wy][\w-]{6,}\.)e[wy][\w-]{4,}\.[\w-]{8,}/
/** Keys and tokens of other services that are told by their beginning. */
const wellKnownToken =
  /\b(?:gh[opsu]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|sk_(?:live|test)_\w{10,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,})/
const parameter = /[?&#;]([\w.~-]{1,80})=[^&#\s"']/g
/** Signatures of storage addresses, and `apikey` in one word: whoever has the address may read. */
const keyName = /^(?:sig|signature|x-(?:amz|goog)-signature|[a-z-]*key)$/i

/** Whether an address in a text carries a key: by a parameter with such a name and a value. */
function holdsKeyParameter(text: string): boolean {
  if (!text.includes('=') || !text.includes('://')) return false
  for (const [, name = ''] of text.matchAll(parameter)) {
    if (isSecretName(name) || keyName.test(name)) return true
  }
  return false
}

/**
 * Whether a text may not stand in a file that is handed on: a private key, an address with a password or
 * a key in it, a token. A harmless text that looks like one is only left out, and the file says so.
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

/** Whether a value may stand in such a file, its names and texts at any depth. */
export function isSafeValue(value: JsonValue, depth = 0): boolean {
  if (depth > maximumDepth - 10) return false
  if (typeof value === 'string') return !isUnsafeText(value)
  if (isJsonArray(value)) return value.every((item) => isSafeValue(item, depth + 1))
  if (!isJsonObject(value)) return true
  return Object.entries(value).every(
    ([name, item]) => (isSafeName(name) || isClaims(name, item)) && isSafeValue(item, depth + 1),
  )
}

/** The claims that are asked for in an ID token, in `requested_claims`: named like a secret, and none. */
const isClaims = (name: string, value: JsonValue) => name === 'id_token' && isJsonObject(value)

export function isSafeName(name: string): boolean {
  return !isSecretName(name) && !oddNames.has(name) && !isUnsafeText(name)
}
