import { randomUUID } from 'node:crypto'
import { isObject, textOf, type JsonObject, type JsonValue } from '../../state/json'
import { ScimError } from './scim-error'

/** The parts of a mapper's output that become an identity. */
export interface Mapped {
  readonly traits: JsonObject
  readonly metadata_public?: JsonObject
  readonly metadata_admin?: JsonObject
  readonly verified_addresses?: readonly { readonly value: string; readonly via: string }[]
  readonly region?: string
}

const listOf = (value: JsonValue | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : []

export const lower = (value: JsonValue | undefined): string => textOf(value ?? '').toLowerCase()

/** A user's sign-in names: `userName`, and the email addresses. */
export const namesOf = ({ userName, emails }: JsonObject): string[] =>
  [userName, ...listOf(emails).map(({ value }) => value)].map(lower).filter((name) => name !== '')

function signInNames({ traits, credentials }: JsonObject): string[] {
  const email = isObject(traits) ? traits['email'] : undefined
  const password = isObject(credentials) ? credentials['password'] : undefined
  const identifiers = isObject(password) ? password['identifiers'] : undefined
  return [email, ...(Array.isArray(identifiers) ? identifiers : [])].map(lower)
}

const verifiedEmails = ({ verifiable_addresses: list }: JsonObject): string[] =>
  listOf(list).flatMap(({ value, via, verified }) =>
    via === 'email' && verified === true ? [lower(value)] : [],
  )

const recoveryAddresses = ({ recovery_addresses: list }: JsonObject): string[] =>
  listOf(list).map(({ value }) => lower(value))

/**
 * The identity that Ory takes for this user: by a sign-in name, then a verified email, then a recovery address, never
 * by `externalId`. Source: Ory's documentation, “SCIM”, “Auto-linking”.
 *
 * @param namesById sign-in names of users that came by SCIM
 */
export function identityMet(
  identities: readonly JsonObject[],
  user: JsonObject,
  namesById: ReadonlyMap<string, readonly string[]>,
): JsonObject | undefined {
  const own = new Set(namesOf(user))
  const ways = [
    (item: JsonObject) => [...signInNames(item), ...(namesById.get(textOf(item['id'])) ?? [])],
    verifiedEmails,
    recoveryAddresses,
  ]
  for (const way of ways) {
    const found = identities.find((item) => way(item).some((name) => own.has(name)))
    if (found) return found
  }
  return undefined
}

/** Throws 409 where an identity neither is in the organization nor may be adopted into it. */
export function refuseForeign(
  identity: JsonObject,
  organizationId: string,
  domains: readonly string[],
): void {
  const owner = identity['organization_id'] ?? ''
  if (owner === organizationId) return
  const isUnderDomain = verifiedEmails(identity).some((value) =>
    domains.includes(value.slice(value.lastIndexOf('@') + 1)),
  )
  if (owner === '' && isUnderDomain) return
  const detail = 'Could not create user: identity already exists in another scope'
  throw new ScimError(409, detail, 'uniqueness')
}

/** An identity as the admin API shows it, of a user and what the mapper made of it. */
export function identityOf(
  { id, organizationId, schemaUrl, region }: IdentityPlace,
  user: JsonObject,
  mapped: Mapped,
  existing: JsonObject = {},
): JsonObject {
  const now = new Date().toISOString()
  const verified = (mapped.verified_addresses ?? []).map(({ value, via }) => ({
    id: randomUUID(),
    value,
    via,
    verified: true,
    status: 'completed',
  }))
  const isVerified = new Set(verified.map(({ value }) => value))
  const kept = listOf(existing['verifiable_addresses']).filter(
    ({ value }) => !isVerified.has(textOf(value ?? '')),
  )
  const home = mapped.region ?? existing['region'] ?? region
  return {
    schema_id: 'default',
    schema_url: schemaUrl,
    recovery_addresses: [],
    created_at: now,
    ...existing,
    id,
    organization_id: organizationId,
    state: user['active'] === false ? 'inactive' : 'active',
    traits: mapped.traits,
    metadata_public: mapped.metadata_public ?? existing['metadata_public'] ?? null,
    metadata_admin: mapped.metadata_admin ?? existing['metadata_admin'] ?? null,
    verifiable_addresses: [...kept, ...verified],
    ...(home === undefined ? {} : { region: home }),
    updated_at: now,
  }
}

interface IdentityPlace {
  readonly id: string
  readonly organizationId: string
  readonly schemaUrl: string
  /** The organization's default region. */
  readonly region: string | undefined
}

/** Whether a user or a patch of one has a password, which is not kept itself. */
export function sendsPassword(body: JsonValue | undefined): boolean {
  if (!isObject(body)) return false
  const operations = listOf(body['Operations'])
  return [body, ...operations].some(({ op, path, value, ...members }) => {
    if (lower(op) === 'remove') return false
    if (lower(path) === 'password') return textOf(value ?? '') !== ''
    return [members, isObject(value) ? value : {}].some((each) =>
      Object.entries(each).some(([name, text]) => lower(name) === 'password' && text !== ''),
    )
  })
}

/** An identity that can sign in with a password. */
export const withPassword = (identity: JsonObject, { userName }: JsonObject): JsonObject => ({
  ...identity,
  credentials: { password: { type: 'password', identifiers: [lower(userName)] } },
})
