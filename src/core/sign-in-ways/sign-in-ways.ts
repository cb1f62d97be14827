import type { ConnectionStates } from '../draft/organization-members'
import { textListMember, textMember } from '../model/json-value'
import type { SetUp, SetUpConnection, SetUpOrganization } from '../model/set-up'
import { comparableDomain, domainOfAddress, domainsAbove } from './email-domain'
import { offersOf, type Offers } from './offers'

/** What one organization that claims a domain gives its people. */
export interface Claim extends Offers {
  readonly organization: SetUpOrganization
}

/**
 * How people of one e-mail domain sign in.
 *
 * - `single`, `several`: the organization takes them, and its sign-in page has one button or more; there
 *   is no password field.
 * - `none`: the organization takes them and has nothing to offer. They are locked out (Kratos' message
 *   5000003).
 * - `claimed-twice`: more than one organization claims the domain. Ory documents neither that this is
 *   refused nor which of them then takes the people, so each claim is told.
 * - `no-organization`: nobody claims the domain. The page has the social connections beside whatever else
 *   the project allows, such as a password.
 * - `no-address`: the text is no address and no domain.
 */
export type SignInWay =
  | ({ readonly kind: 'single' | 'several' | 'none'; readonly domain: string } & Claim)
  | {
      readonly kind: 'claimed-twice'
      readonly domain: string
      /** In the order of the set-up, two or more. */
      readonly claims: readonly Claim[]
    }
  | ({
      readonly kind: 'no-organization'
      readonly domain: string
      /** Organizations that claim a domain above this one, which takes none of its people. */
      readonly above: readonly {
        readonly domain: string
        readonly organization: SetUpOrganization
      }[]
    } & Offers)
  | { readonly kind: 'no-address' }

const organizationIdOf = ({ fields }: SetUpConnection) =>
  textMember(fields, 'organization_id') ?? ''

function addTo<Value>(lists: Map<string, Value[]>, name: string, value: Value): void {
  const list = lists.get(name)
  if (list) list.push(value)
  else lists.set(name, [value])
}

/**
 * Says how people of a set-up sign in. Building it walks the set-up once; each question is then a look-up.
 *
 * As Ory's documentation and Kratos' source have it, not tried against a live account:
 * - An organization takes an address whose part after the last `@` equals one of its domains, in any
 *   case and without format characters. A sub-domain is another domain: `a.customer.example` does not
 *   belong to who claims `customer.example`. No source says that it would.
 * - An organization offers its own OIDC and SAML connections: those of a method that is switched on, which
 *   are not disabled. People who belong to no organization are offered the OIDC connections without
 *   one. A SAML connection without an organization is offered to nobody, and neither is a connection
 *   whose organization does not exist.
 * - People who already belong to an organization, by an admin or SCIM, sign in through it whatever
 *   their domain is. That stands in their identities, which this app does not read.
 *
 * @param states whether each connection is enabled, by its key; what is not known counts as enabled
 * @returns the way of an e-mail address, or of a domain
 */
export function signInWays(
  setUp: SetUp,
  states?: ConnectionStates,
): (addressOrDomain: string) => SignInWay {
  const claims = new Map<string, SetUpOrganization[]>()
  for (const organization of setUp.organizations) {
    const domains = textListMember(organization.fields, 'domains').map(comparableDomain)
    for (const domain of new Set(domains)) addTo(claims, domain, organization)
  }
  const members = new Map<string, SetUpConnection[]>()
  for (const connection of setUp.connections) {
    addTo(members, organizationIdOf(connection), connection)
  }
  const offers = offersOf(setUp, states)
  /** Every domain of an organization asks for the same. */
  const made = new Map<SetUpOrganization, Claim>()
  function claimOf(organization: SetUpOrganization): Claim {
    const known = made.get(organization)
    if (known) return known
    const claim = { organization, ...offers(members.get(organization.key) ?? []) }
    made.set(organization, claim)
    return claim
  }
  const social = offers((members.get('') ?? []).filter(({ protocol }) => protocol === 'oidc'))

  return (text) => {
    const domain = domainOfAddress(text)
    if (domain === undefined) return { kind: 'no-address' }
    const organizations = claims.get(domain) ?? []
    const [only, another] = organizations
    if (only === undefined) {
      const above = domainsAbove(domain).flatMap((name) =>
        (claims.get(name) ?? []).map((organization) => ({ domain: name, organization })),
      )
      return { kind: 'no-organization', domain, above, ...social }
    }
    if (another !== undefined) {
      return { kind: 'claimed-twice', domain, claims: organizations.map(claimOf) }
    }
    const claim = claimOf(only)
    const kinds = ['none', 'single'] as const
    return { kind: kinds[claim.offered.length] ?? 'several', domain, ...claim }
  }
}

/** Every domain that an organization of a set-up claims, in the form in which they are compared. */
export function claimedDomainsOf(setUp: SetUp): string[] {
  const domains = setUp.organizations.flatMap(({ fields }) => textListMember(fields, 'domains'))
  return [...new Set(domains.map(comparableDomain))]
}

const servesNobody = ({ offered }: Offers) => offered.every(({ fault }) => fault !== undefined)

/**
 * Whether an organization takes people and gives none of them a way in: it offers nothing, or only what
 * leads to no sign-in. Of a domain that is claimed twice, whether no claim does.
 */
export function isLockOut(way: SignInWay): boolean {
  switch (way.kind) {
    case 'no-address':
    case 'no-organization':
      return false
    case 'claimed-twice':
      return way.claims.every(servesNobody)
    case 'none':
    case 'single':
    case 'several':
      return servesNobody(way)
  }
}
