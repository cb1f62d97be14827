import { asciiDomain } from '../../model/domain-name'
import type { JsonObject } from '../../model/json'
import type { IdentityAddress } from './addresses'

/** Organization of an existing account, seen from the SCIM client: its own, none, or another one. */
export const memberships = ['same', 'none', 'other'] as const
export type Membership = (typeof memberships)[number]

/**
 * Returns the membership that an identity's `organization_id` states. An identity without that member counts as one
 * of the client's organization.
 *
 * @param organizationId that of the SCIM client; absent where it is unknown
 */
export function membershipOf(
  { organization_id: id }: JsonObject,
  organizationId?: string,
): Membership {
  if (id === null || id === '') return 'none'
  const isOther = typeof id === 'string' && organizationId !== undefined && id !== organizationId
  return isOther ? 'other' : 'same'
}

/** The address by which Ory finds an existing account. */
export interface FoundBy {
  readonly address: string
  readonly as: 'login' | 'verified' | 'recovery'
}

/** What a SCIM client's `POST /Users` does with an account that may be the same person. */
export interface ExistingAccount {
  /** `depends`: the account's verified email addresses or the organization's domains are unknown. */
  readonly outcome: 'updated' | 'adopted' | 'depends' | 'conflict' | 'created'
  readonly membership: Membership
  /** Absent where Ory does not look the account up, or its addresses are unknown. */
  readonly foundBy?: FoundBy
  /** The verified email address under one of the organization's domains. */
  readonly adoptedBy?: string
}

/**
 * Ory looks for a login identifier, then a verified email address, then a recovery address, and never for
 * `externalId`. Source: Ory's documentation, “SCIM”, “Auto-linking”.
 *
 * @param sent addresses of the identity that the mapper makes
 */
function foundBy(
  sent: readonly IdentityAddress[],
  known: readonly IdentityAddress[],
): FoundBy | undefined {
  const names = new Set(sent.filter(({ signIn }) => signIn).map(({ value }) => value))
  const all = new Set(sent.map(({ value }) => value))
  const login = known.find(({ signIn, value }) => signIn && names.has(value))
  if (login) return { address: login.value, as: 'login' }
  const verified = known.find((one) => isVerifiedEmail(one) && all.has(one.value))
  if (verified) return { address: verified.value, as: 'verified' }
  const recovery = known.find((one) => one.recovery !== undefined && all.has(one.value))
  return recovery && { address: recovery.value, as: 'recovery' }
}

const isVerifiedEmail = ({ verification, verified }: IdentityAddress): boolean =>
  verification === 'email' && verified

/**
 * Predicts what becomes of an existing account.
 *
 * @param sent addresses of the identity that the mapper makes; absent without an identity schema
 * @param known addresses of the account; absent where they are unknown
 * @param domains the organization's; absent where they are unknown
 */
export function existingAccount(
  membership: Membership,
  sent?: readonly IdentityAddress[],
  known?: readonly IdentityAddress[],
  domains?: readonly string[],
): ExistingAccount {
  // Ory also updates a member by its ID, so no address has to match.
  if (membership === 'same') return { outcome: 'updated', membership }
  const found = sent && known && foundBy(sent, known)
  if (sent && known && !found) return { outcome: 'created', membership }
  const base = { membership, ...(found ? { foundBy: found } : {}) }
  if (membership === 'other') return { ...base, outcome: 'conflict' }
  if (!known || !domains) return { ...base, outcome: 'depends' }
  const own = new Set(domains.map(asciiDomain))
  const adopting = known.find(
    (one) => isVerifiedEmail(one) && own.has(asciiDomain(one.value.replace(/^.*@/su, ''))),
  )
  return adopting
    ? { ...base, outcome: 'adopted', adoptedBy: adopting.value }
    : { ...base, outcome: 'conflict' }
}
