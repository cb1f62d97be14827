import { t } from '../language/translate'
import { isJsonObject, textListMember, textMember, type JsonObject } from '../model/json'
import { listed } from './address'
import { type CheckStep, failed, passed } from './report'

/** Algorithms that Ory can verify with a published key. Source: go-oidc. */
const verifiable: ReadonlySet<string> = new Set([
  'RS256',
  'RS384',
  'RS512',
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'EdDSA',
])

/** A possible ID token key and the algorithm to try. */
export interface KeyCandidate {
  readonly jwk: JsonObject
  readonly algorithm: string
}

/** Possible ID token keys, before any import. */
export interface KeySelection {
  readonly total: number
  readonly candidates: readonly KeyCandidate[]
  /** Algorithms for signing tokens. */
  readonly algorithms: readonly string[]
  /** Listed algorithms, if Ory can verify none. */
  readonly unusable?: readonly string[]
}

const curves: Readonly<Record<string, string>> = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
  Ed25519: 'EdDSA',
}

function algorithmsOf(document: JsonObject): Pick<KeySelection, 'algorithms' | 'unusable'> {
  const told = textListMember(document, 'id_token_signing_alg_values_supported')
  const known = told.filter((name) => verifiable.has(name))
  if (known.length > 0) return { algorithms: known }
  // Without a list, Ory expects RS256 as in the standard.
  return told.length > 0 ? { algorithms: [], unusable: told } : { algorithms: ['RS256'] }
}

function candidateOf(jwk: JsonObject, algorithms: readonly string[]): KeyCandidate | undefined {
  const use = textMember(jwk, 'use')
  if (use !== undefined && use !== 'sig') return undefined
  const operations = jwk['key_ops']
  if (Array.isArray(operations) && !operations.includes('verify')) return undefined
  const own = textMember(jwk, 'alg')
  const fits = (name: string): boolean => {
    if (own !== undefined) return own === name
    const type = textMember(jwk, 'kty')
    if (type === 'RSA') return /^[RP]S/.test(name)
    return (type === 'EC' || type === 'OKP') && curves[textMember(jwk, 'crv') ?? ''] === name
  }
  const algorithm = algorithms.find(fits)
  return algorithm === undefined ? undefined : { jwk, algorithm }
}

/** Returns `undefined` if the document is not a key set. */
export function selectKeys(keySet: JsonObject, document: JsonObject): KeySelection | undefined {
  const keys = keySet['keys']
  if (!Array.isArray(keys)) return undefined
  const told = algorithmsOf(document)
  const candidates = keys.flatMap((key: unknown) => {
    const candidate = isJsonObject(key) ? candidateOf(key, told.algorithms) : undefined
    return candidate ? [candidate] : []
  })
  return { ...told, total: keys.length, candidates }
}

/** `usable`: number of keys that could be imported. */
export function keysStep(selection: KeySelection | undefined, usable: number): CheckStep {
  if (!selection) {
    const remedy = t('The provider has to publish a JSON Web Key Set there.')
    return failed('keys', t('The key set has no list of keys.'), { remedy })
  }
  const { total, candidates, algorithms, unusable } = selection
  if (unusable) {
    const remedy = t('Let the provider sign ID tokens with RS256.')
    const text = t('ID tokens are signed with {algorithms} only, which Ory cannot verify.', {
      algorithms: listed(unusable),
    })
    return failed('keys', text, { remedy })
  }
  if (total === 0) {
    const remedy = t('The provider has to create a signing key.')
    return failed('keys', t('The key set is empty, so no ID token can be verified.'), { remedy })
  }
  if (candidates.length === 0) {
    const remedy = t('The provider has to publish the key by which it signs, for {algorithms}.', {
      algorithms: algorithms.join(` ${t('or')} `),
    })
    const text = t(
      'None of the {count, plural, one {# key} other {# keys}} is for verifying with {algorithms}.',
      { count: total, algorithms: algorithms.join(', ') },
    )
    return failed('keys', text, { remedy })
  }
  if (usable === 0) {
    const remedy = t('The provider has to publish new keys: these are damaged.')
    return failed('keys', t('None of the keys for signatures can be used.'), { remedy })
  }
  const text = t(
    '{usable} of {count, plural, one {# key} other {# keys}} can verify an ID token.',
    { usable, count: total },
  )
  return passed('keys', text)
}
