import type { SetUp, SetUpConnection, SetUpOrganization } from '../model/set-up'
import { domainOfAddress, comparableDomain } from './email-domain'
import {
  domainsOf,
  factsOfSetUp,
  accountOf,
  connectionState,
  organizationKeyOf,
  type WayFacts,
} from './facts'
import { offersOf, type Offers } from './offers'
import { entitiesBy } from '../draft/entity-index'
import { methodsAfter } from '../draft/set-up-of'
import type { WorkingCopy, WorkingEntity } from '../draft/working-copy'
import type { Snapshot } from '../model/snapshot'

/** What one organization that claims a domain gives its people. */
export interface Claim extends Offers {
  readonly organization: SetUpOrganization
}

/**
 * How people of a domain sign in. `single`, `several`: number of buttons, no password field; `none`: locked out
 * (Kratos message 5000003); `claimed-twice`: Ory does not document which claim wins; `no-organization`: social
 * connections and what else the project allows; `no-address`: invalid text.
 */
export type SignInWay =
  | ({ readonly kind: 'single' | 'several' | 'none'; readonly domain: string } & Claim)
  | {
      readonly kind: 'claimed-twice'
      readonly domain: string
      /** In the order of the set-up, two or more. */
      readonly claims: readonly Claim[]
    }
  | ({ readonly kind: 'no-organization'; readonly domain: string } & Offers)
  | { readonly kind: 'no-address' }

/** Says how people with an e-mail address, or of a domain, sign in. */
export type WayOf = (addressOrDomain: string) => SignInWay

/**
 * Applies Ory's documented rules and Kratos' source, not verified against a live account. The part after the last `@`
 * must equal a claimed domain (any case, no format characters); sub-domains do not count. An organization offers its
 * enabled connections of enabled methods; everyone else gets OIDC connections without organization, and SAML without
 * organization is offered to nobody. Members assigned by an admin or SCIM sign in through their organization;
 * identities are not read here. Unknown states count as offered; see `isUncertain`.
 */
export function waysBy(facts: WayFacts): WayOf {
  const offers = offersOf(facts)
  /** Every domain of an organization asks for the same. */
  const made = new Map<string, Claim>()
  function claimOf(organization: SetUpOrganization): Claim {
    const known = made.get(organization.key)
    if (known) return known
    const claim = { organization, ...offers(facts.connectionsOf(organization.key)) }
    made.set(organization.key, claim)
    return claim
  }
  const isOidc = ({ protocol }: SetUpConnection) => protocol === 'oidc'
  /** Cached, because thousands of organizations may claim one domain. */
  const contested = new Map<string, SignInWay>()
  let social: Offers | undefined
  const socialOffers = () => (social ??= offers(facts.connectionsOf('').filter(isOidc)))

  return (text) => {
    const domain = domainOfAddress(text)
    if (domain === undefined) return { kind: 'no-address' }
    const before = contested.get(domain)
    if (before) return before
    const organizations = facts.claimants(domain)
    const [only, another] = organizations
    if (only === undefined) return { kind: 'no-organization', domain, ...socialOffers() }
    if (another !== undefined) {
      const way: SignInWay = {
        kind: 'claimed-twice',
        domain,
        claims: organizations.map(claimOf),
      }
      contested.set(domain, way)
      return way
    }
    const claim = claimOf(only)
    const kinds = ['none', 'single'] as const
    return { kind: kinds[claim.offered.length] ?? 'several', domain, ...claim }
  }
}

/** Says how people of a set-up sign in; the set-up is walked once. */
export const signInWays = (setUp: SetUp): WayOf => waysBy(factsOfSetUp(setUp))

/** Every domain that an organization of a set-up claims, in the form in which they are compared. */
export function claimedDomainsOf(setUp: SetUp): string[] {
  return [...new Set(setUp.organizations.flatMap(domainsOf))]
}

/** Organizations that claim the domain, each with what it offers; none where nobody claims it. */
export function claimsOf(way: SignInWay): readonly Claim[] {
  switch (way.kind) {
    case 'no-address':
    case 'no-organization':
      return []
    case 'claimed-twice':
      return way.claims
    case 'none':
    case 'single':
    case 'several':
      return [way]
  }
}

/** What lets people in: offered, and with nothing that leads to no sign-in. */
export const usableIn = ({ offered }: Pick<Offers, 'offered'>) =>
  offered.filter(({ fault }) => fault === undefined)

export const servesNobody = (offers: Pick<Offers, 'offered'>): boolean =>
  usableIn(offers).length === 0

/** Whether a domain's organizations offer nothing that leads to a sign-in. */
export function isLockOut(way: SignInWay): boolean {
  const claims = claimsOf(way)
  return claims.length > 0 && claims.every(servesNobody)
}

/** Whether it depends on connections with unknown state. */
export function isUncertain(way: SignInWay): boolean {
  return (
    !isLockOut(way) &&
    claimsOf(way).length > 0 &&
    claimsOf(way).every((claim) => usableIn(claim).every(({ isKnown }) => !isKnown))
  )
}

/** Whether people of any domain of an organization are locked out. */
export const locksOut = (wayOf: WayOf, organization: Pick<SetUpOrganization, 'fields'>): boolean =>
  domainsOf(organization).some((domain) => isLockOut(wayOf(domain)))

const byDomain = entitiesBy('organizations', domainsOf)
const byAccount = entitiesBy('connections', (connection) => [accountOf(connection)])
const byOrganization = entitiesBy('connections', (connection) => [organizationKeyOf(connection)])

const isThere = ({ status }: WorkingEntity) => status !== 'deleted'

/** Organizations of a working copy that claim a domain, without those that the draft deletes. */
export const claimantsIn = (copy: WorkingCopy, domain: string): readonly WorkingEntity[] =>
  byDomain(copy, comparableDomain(domain)).filter(isThere)

/** The facts of a working copy; only entities that the draft touches are looked up anew. */
function factsOfCopy(snapshot: Snapshot, copy: WorkingCopy): WayFacts {
  const methods = methodsAfter(snapshot, copy)
  return {
    claimants(domain) {
      const seen = new Set<string>()
      // A server may return an id twice.
      return claimantsIn(copy, domain)
        .map(({ target: { key }, fields }) => ({ key, fields }))
        .filter(({ key }) => !seen.has(key) && seen.add(key))
    },
    connectionsOf: (organizationKey) =>
      byOrganization(copy, organizationKey)
        .filter(isThere)
        .map(({ target: { key }, protocol, fields }) => ({ key, protocol, fields })),
    firstKey: (connection) => byAccount(copy, accountOf(connection)).find(isThere)?.target.key,
    isOn: (protocol) => methods[protocol].enabled,
    stateOf: connectionState,
  }
}

const waysOfCopies = new WeakMap<WorkingCopy, WayOf>()

/** `signInWays` of the published draft, without walking thousands of organizations on each key press. */
export function waysInCopy(snapshot: Snapshot, copy: WorkingCopy): WayOf {
  const known = waysOfCopies.get(copy)
  if (known) return known
  const wayOf = waysBy(factsOfCopy(snapshot, copy))
  waysOfCopies.set(copy, wayOf)
  return wayOf
}
