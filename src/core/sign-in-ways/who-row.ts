import { textMember } from '../model/json'
import type { SetUpConnection, SetUpOrganization } from '../model/set-up'
import type { LikelyOrganization } from './likely-organization'
import type { Offers, WithheldBecause } from './offers'
import { isLockOut, type SignInWay } from './sign-in-ways'

/** A connection as a row of the look-up names it. */
export interface WhoConnection {
  readonly key: string
  readonly label: string
  /** `provider` of an OIDC connection; `saml`. */
  readonly kind: string
  readonly issuer?: string | undefined
  readonly mapperUrl?: string | undefined
  /** Why its button leads to no sign-in. */
  readonly fault?: string | undefined
  readonly because?: WithheldBecause | undefined
}

/** How people of one address sign in to one project, as plain data. */
export interface WhoWay {
  readonly kind: SignInWay['kind']
  readonly domain?: string | undefined
  /** Those that take the address: more than one only where it is claimed twice. */
  readonly organizations: readonly { readonly key: string; readonly label: string }[]
  /** What they are offered, at most `mostNamed`. */
  readonly connections: readonly WhoConnection[]
  readonly offered: number
  readonly isLockOut: boolean
  /** Where no organization takes the address: the one that probably would need its domain. */
  readonly likely?:
    | {
        readonly key: string
        readonly label: string
        readonly because: LikelyOrganization['because']
      }
    | undefined
}

/** Connections of one row; an organization with more is looked at in its project. */
const mostNamed = 20

const organizationOf = ({ key, fields }: SetUpOrganization) => ({
  key,
  label: textMember(fields, 'label') || key,
})

function connectionOf({ key, protocol, fields }: SetUpConnection): WhoConnection {
  return {
    key,
    label: textMember(fields, 'label') || textMember(fields, 'id') || key,
    kind: protocol === 'saml' ? 'saml' : (textMember(fields, 'provider') ?? ''),
    issuer: textMember(fields, 'issuer_url') || undefined,
    mapperUrl: textMember(fields, 'mapper_url') || undefined,
  }
}

function connectionsOf({ offered, withheld }: Offers): WhoConnection[] {
  return [
    ...offered.map(({ connection, fault }) => ({ ...connectionOf(connection), fault })),
    ...withheld.map(({ connection, because }) => ({ ...connectionOf(connection), because })),
  ]
}

/** Plain data for IPC; `likelyFor` finds the organization that would need an unclaimed domain. */
export function whoWay(
  way: SignInWay,
  likelyFor: (domain: string) => LikelyOrganization | undefined,
): WhoWay {
  const nothing = { organizations: [], connections: [], offered: 0, isLockOut: false }
  switch (way.kind) {
    case 'no-address':
      return { kind: way.kind, ...nothing }
    case 'no-organization': {
      const likely = likelyFor(way.domain)
      return {
        ...nothing,
        kind: way.kind,
        domain: way.domain,
        // What is withheld from everybody says nothing about this address.
        connections: connectionsOf({ ...way, withheld: [] }).slice(0, mostNamed),
        offered: way.offered.length,
        likely: likely && { ...organizationOf(likely.organization), because: likely.because },
      }
    }
    case 'claimed-twice':
      return {
        kind: way.kind,
        domain: way.domain,
        organizations: way.claims.map(({ organization }) => organizationOf(organization)),
        connections: way.claims.flatMap((claim) => connectionsOf(claim)).slice(0, mostNamed),
        offered: way.claims.reduce((count, { offered }) => count + offered.length, 0),
        isLockOut: isLockOut(way),
      }
    case 'none':
    case 'single':
    case 'several':
      return {
        kind: way.kind,
        domain: way.domain,
        organizations: [organizationOf(way.organization)],
        connections: connectionsOf(way).slice(0, mostNamed),
        offered: way.offered.length,
        isLockOut: isLockOut(way),
      }
  }
}
