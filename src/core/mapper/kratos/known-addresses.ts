import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json'
import { membershipOf, type Membership } from './existing-account'
import type { IdentityAddress } from './addresses'
import type { MapperIdentity } from './variables'

/** An identity that signs in, as given to the mapper editor. */
export interface IdentityInput extends Partial<MapperIdentity> {
  /** Its addresses and sign-in names; absent where they are not known. */
  readonly addresses?: readonly IdentityAddress[]
  /** Its organization, for a mapper of a SCIM client; default `same`. */
  readonly membership?: Membership
}

const parts = ['traits', 'metadata_public', 'metadata_admin'] as const

/**
 * Reads an identity from JSON as Ory's API returns it: traits and metadata, and its addresses if it has
 * `verifiable_addresses`, `recovery_addresses` or `credentials`.
 *
 * @param organizationId that of the SCIM client; absent where it is unknown
 */
export function readIdentity(identity: JsonObject, organizationId?: string): IdentityInput {
  const known = addressesIn(identity)
  const membership = membershipOf(identity, organizationId)
  return {
    ...Object.fromEntries(
      parts.flatMap((part) => (isJsonObject(identity[part]) ? [[part, identity[part]]] : [])),
    ),
    ...(known ? { addresses: known } : {}),
    ...(membership === 'same' ? {} : { membership }),
  }
}

const listOf = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : []

function addressesIn(identity: JsonObject): IdentityAddress[] | undefined {
  const { verifiable_addresses: verifiable, recovery_addresses: recovery, credentials } = identity
  if (verifiable === undefined && recovery === undefined && credentials === undefined) {
    return undefined
  }
  const found: IdentityAddress[] = []
  for (const { value, via, verified } of listOf(verifiable)) {
    if (typeof value !== 'string' || typeof via !== 'string') continue
    found.push({ value, verification: via, verified: verified === true, signIn: false })
  }
  for (const { value, via } of listOf(recovery)) {
    if (typeof value !== 'string' || typeof via !== 'string') continue
    found.push({ value, recovery: via, verified: false, signIn: false })
  }
  for (const value of signInNames(credentials)) {
    found.push({ value, verified: false, signIn: true })
  }
  return found
}

/** Sign-in names by kind of credentials; the lists come bare or as `identifiers`. */
function signInNames(credentials: JsonValue | undefined): string[] {
  if (!isJsonObject(credentials)) return []
  return ['password', 'code', 'webauthn'].flatMap((kind) => {
    const entry = credentials[kind]
    const names = isJsonObject(entry) ? entry['identifiers'] : entry
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []
  })
}
