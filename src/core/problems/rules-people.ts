import { t } from '../language/translate'
import { dayText } from '../model/format'
import type { SetUpConnection, SetUpOrganization } from '../model/set-up'
import { daysBetween } from '../model/times'
import type { PeopleCounts } from '../people/counts'
import { accountOf, domainsOf, isDisabled } from '../sign-in-ways/facts'
import { aConnection, anOrganization, type KnownProject } from './known-project'
import { rule, type Found } from './rule'

/** Days without a sign-in after which a connection counts as unused. */
const unusedDays = 90
/** People who signed in within four weeks, so that a week without any is no chance. */
const fewest = 5

/** The counts where they are of all people: what is “at least” says nothing about what is not there. */
const wholeCounts = ({ people }: KnownProject): PeopleCounts | undefined =>
  people?.isWhole === true ? people : undefined

/** When the people were counted, which a finding about them rests on. */
const asOf = ({ readAt }: PeopleCounts): string => t('(counted on {day})', { day: dayText(readAt) })

/** The connections that people are offered, with what was counted of each. */
function usedConnections({ setUp }: KnownProject, counts: PeopleCounts) {
  return setUp.connections
    .filter((connection) => !isDisabled(connection))
    .flatMap((connection: SetUpConnection) => {
      const count = counts.connections[accountOf(connection)]
      return count ? [{ connection, count }] : []
    })
}

/** Nobody has signed in by a connection for a season. */
export const connectionUnused = rule({
  id: 'connection-unused',
  title: t('Connection that nobody uses'),
  badge: t('Unused'),
  why: t('What nobody uses is looked after by nobody: its secrets and certificates stay valid.'),
  remedy: t('Ask the customer whether they still need it; if not, disable or delete it.'),
  inProject(project) {
    const counts = wholeCounts(project)
    if (!counts) return []
    return usedConnections(project, counts).flatMap(({ connection, count }): Found[] => {
      const { lastSignIn } = count
      if (lastSignIn === null) return []
      const days = daysBetween(lastSignIn, counts.readAt)
      if (days < unusedDays) return []
      return [
        {
          ...aConnection(connection),
          severity: 'info',
          message: t('Nobody signed in with it for {count} days {counted}', {
            count: days,
            counted: asOf(counts),
          }),
          when: lastSignIn,
        },
      ]
    })
  },
})

/** People signed in by a connection week after week, and then nobody did, while others of the project go on. */
export const connectionStopped = rule({
  id: 'connection-stopped',
  title: t('Sign-ins stopped'),
  badge: t('Sign-ins stopped'),
  why: t(
    'Where people signed in until a week ago and nobody does since, something at the identity provider may be broken.',
  ),
  remedy: t(
    'Try a sign-in, check the connection, and ask the customer whether they changed anything.',
  ),
  act: 'check',
  inProject(project) {
    const counts = wholeCounts(project)
    if (!counts) return []
    const used = usedConnections(project, counts)
    const others = used.filter(({ count }) => count.recent > 0).length
    if (others === 0) return []
    return used.flatMap(({ connection, count }): Found[] => {
      const { recent, earlier, lastSignIn } = count
      if (recent > 0 || earlier < fewest || lastSignIn === null) return []
      return [
        {
          ...aConnection(connection),
          severity: 'warning',
          message: t(
            '{count} people signed in with it within four weeks, and nobody since {day} {counted}',
            { count: earlier, day: dayText(lastSignIn), counted: asOf(counts) },
          ),
          when: lastSignIn,
          facts: [lastSignIn],
        },
      ]
    })
  },
})

/** People have an address of an organization's domain and are in no organization. */
export const peopleOutside = rule({
  id: 'people-outside',
  title: t('People outside of their organization'),
  badge: t('Outside'),
  why: t(
    'Accounts from before single sign-on was set up stay outside of the organization: its rules and its session length do not hold for them.',
  ),
  remedy: t(
    'Export a table of their ids, and let whoever looks after accounts set organization_id for each of them.',
  ),
  inProject(project) {
    // More may be outside, not fewer: what was counted of a part is true.
    const counts = project.people
    if (!counts) return []
    return project.setUp.organizations.flatMap((organization: SetUpOrganization) =>
      domainsOf(organization).flatMap((domain): Found[] => {
        const outside = counts.domains[domain]?.outside ?? 0
        if (outside === 0) return []
        const about = { count: outside, domain, counted: asOf(counts) }
        return [
          {
            ...anOrganization(organization),
            severity: 'info',
            message: counts.isWhole
              ? t(
                  '{count, plural, one {# person} other {# people}} of {domain} {count, plural, one {is} other {are}} in no organization {counted}',
                  about,
                )
              : t(
                  'At least {count, plural, one {# person} other {# people}} of {domain} {count, plural, one {is} other {are}} in no organization {counted}',
                  about,
                ),
            field: 'domains',
            detail: domain,
            facts: [domain],
          },
        ]
      }),
    )
  },
})

/** People are in an organization and have an address with none of its domains. */
export const peopleOtherDomain = rule({
  id: 'people-other-domain',
  title: t('People with an address of another domain'),
  badge: t('Other domain'),
  why: t(
    'The sign-in page does not take people to the organization by such an address: they need its own sign-in link.',
  ),
  remedy: t(
    'Add the domain if it is the customer’s; else leave it, or take the people out of the organization.',
  ),
  inProject(project) {
    const counts = project.people
    if (!counts) return []
    return project.setUp.organizations.flatMap((organization): Found[] => {
      const other = counts.organizations[organization.key]?.outsideDomains ?? 0
      if (other === 0 || domainsOf(organization).length === 0) return []
      const about = { count: other, counted: asOf(counts) }
      return [
        {
          ...anOrganization(organization),
          severity: 'info',
          message: counts.isWhole
            ? t(
                '{count, plural, one {# person has} other {# people have}} an address with none of its domains {counted}',
                about,
              )
            : t(
                'At least {count, plural, one {# person has} other {# people have}} an address with none of its domains {counted}',
                about,
              ),
          field: 'domains',
        },
      ]
    })
  },
})

/** An organization sends its people to single sign-on, and nobody has another way in. */
export const noEmergencyAccess = rule({
  id: 'no-emergency-access',
  title: t('No emergency access'),
  badge: t('No emergency access'),
  why: t(
    'While the identity provider cannot be used, nobody of the organization signs in, and its administrator cannot either.',
  ),
  remedy: t(
    'Let whoever looks after accounts mark a recovery address of one person, with break_glass_for_organization.',
  ),
  inProject(project) {
    const counts = wholeCounts(project)
    if (!counts) return []
    return project.setUp.organizations.flatMap((organization): Found[] => {
      const count = counts.organizations[organization.key]
      const isSent = domainsOf(organization).length > 0
      if (!count || count.people === 0 || count.emergency > 0 || !isSent) return []
      return [
        {
          ...anOrganization(organization),
          severity: 'info',
          message: t(
            'None of its {count, plural, one {# person} other {# people}} has emergency access {counted}',
            { count: count.people, counted: asOf(counts) },
          ),
        },
      ]
    })
  },
})
