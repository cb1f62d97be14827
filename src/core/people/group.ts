import { z } from 'zod'
import { domainOfAddress } from '../sign-in-ways/email-domain'
import type { Person } from './person'

const organizationId = z.uuid()

/**
 * A listable group: people of a domain without organization, people in an organization but outside its domains, or
 * emergency sign-ins of an organization.
 */
export const peopleGroupSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('outside'), domain: z.string().min(1).max(253) }),
  z.object({ kind: z.literal('other-domain'), organizationId }),
  z.object({ kind: z.literal('emergency'), organizationId }),
])
export type PeopleGroup = z.infer<typeof peopleGroupSchema>

/** Domains are normalized for comparison. */
export interface OrganizationDomains {
  readonly id: string
  readonly domains: readonly string[]
}

/** Distinct normalized domains of a person's addresses. */
export function domainsOfPerson({ addresses }: Pick<Person, 'addresses'>): string[] {
  const domains = addresses.flatMap((address) => domainOfAddress(address) ?? [])
  return domains.length < 2 ? domains : [...new Set(domains)]
}

/** Whether a person has addresses, none of them in the organization's domains. */
export const hasOtherDomain = (domains: readonly string[], own: ReadonlySet<string>): boolean =>
  domains.length > 0 && !domains.some((domain) => own.has(domain))

/** Whether a person may bypass their organization's identity provider and sign in by email. */
export const isForEmergency = ({ organizationId: own, emergencyFor }: Person): boolean =>
  own !== undefined && emergencyFor.includes(own)

/** Whether a person belongs to a group. */
export function inGroup(
  group: PeopleGroup,
  organizations: readonly OrganizationDomains[],
): (person: Person) => boolean {
  if (group.kind === 'outside') {
    const domain = domainOfAddress(group.domain)
    const ids = new Set(organizations.map(({ id }) => id))
    return (person) =>
      (person.organizationId === undefined || !ids.has(person.organizationId)) &&
      domain !== undefined &&
      domainsOfPerson(person).includes(domain)
  }
  const { organizationId: asked } = group
  if (group.kind === 'emergency') {
    return (person) => person.organizationId === asked && isForEmergency(person)
  }
  const own = new Set(organizations.find(({ id }) => id === asked)?.domains)
  return (person) => person.organizationId === asked && hasOtherDomain(domainsOfPerson(person), own)
}
