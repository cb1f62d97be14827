import { z } from 'zod'
import { domainOfAddress } from '../sign-in-ways/email-domain'
import type { Person } from './person'

const organizationId = z.uuid()

/**
 * People that a person may ask to see: those of a domain who are in no organization of the
 * project, those in an organization none of
 * whose domains they have, and those who may sign in there in an emergency.
 */
export const peopleGroupSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('outside'), domain: z.string().min(1).max(253) }),
  z.object({ kind: z.literal('other-domain'), organizationId }),
  z.object({ kind: z.literal('emergency'), organizationId }),
])
export type PeopleGroup = z.infer<typeof peopleGroupSchema>

/** An organization of a project with its domains, as domains are compared. */
export interface OrganizationDomains {
  readonly id: string
  readonly domains: readonly string[]
}

/** The domains of a person's addresses, as domains are compared, each once. */
export function domainsOfPerson({ addresses }: Pick<Person, 'addresses'>): string[] {
  const domains = addresses.flatMap((address) => domainOfAddress(address) ?? [])
  return domains.length < 2 ? domains : [...new Set(domains)]
}

/** Whether a person is in an organization and has addresses, none of them of a domain of it. */
export const hasOtherDomain = (domains: readonly string[], own: ReadonlySet<string>): boolean =>
  domains.length > 0 && !domains.some((domain) => own.has(domain))

/** Whether a person may sign in by e-mail past the identity provider of the organization that they are in. */
export const isForEmergency = ({ organizationId: own, emergencyFor }: Person): boolean =>
  own !== undefined && emergencyFor.includes(own)

/** Says whether a person is of a group. */
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
