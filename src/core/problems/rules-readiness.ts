import { t } from '../language/translate'
import { textListMember } from '../model/json'
import { domainsOf, isDisabled, organizationKeyOf } from '../sign-in-ways/facts'
import { aConnection, organizationLabel } from './known-project'
import type { KnownProject } from './known-project'
import { hasEmailIdentifier } from './readiness'
import { rule, type Found } from './rule'

/** How many organizations take people by their domain: without one, nobody has to be sent anywhere. */
const routing = ({ setUp }: KnownProject): number =>
  setUp.organizations.filter((organization) => domainsOf(organization).length > 0).length

/** Sign-in or registration asks for the address together with everything else. */
export const oneStep = rule({
  id: 'one-step',
  title: t('Address not asked for first'),
  badge: t('In one step'),
  why: t(
    'Ory knows the organization of a person by the domain of their address. With Account Experience 2 and Elements 1, organizations need identifier-first sign-in and two-step registration.',
  ),
  remedy: t(
    'Turn on identifier-first sign-in and two-step registration in the Ory Console. Where a page of your own asks for the address first, silence this.',
  ),
  inProject(project) {
    const count = routing(project)
    const { signIn, registration } = project.readiness ?? {}
    if (count === 0) return []
    const found = (detail: string, message: string): Found => ({
      severity: 'warning',
      message,
      detail,
    })
    return [
      ...(signIn === 'one'
        ? [
            found(
              'login',
              t(
                'Sign-in is set to one step (unified), and {count, plural, one {# organization has} other {# organizations have}} domains',
                { count },
              ),
            ),
          ]
        : []),
      ...(registration === 'one'
        ? [
            found(
              'registration',
              t(
                'Registration is set to one step (unified), and {count, plural, one {# organization has} other {# organizations have}} domains',
                { count },
              ),
            ),
          ]
        : []),
    ]
  },
})

/** The identity schema has no e-mail address to sign in with. */
export const noEmailIdentifier = rule({
  id: 'no-email-identifier',
  title: t('No e-mail address to sign in with'),
  badge: t('No e-mail address'),
  why: t(
    'People type something else than an address, so that Ory cannot find their organization by its domain.',
  ),
  remedy: t(
    'Give a trait of the identity schema the format email and make it an identifier, or choose a schema that has one.',
  ),
  inProject(project) {
    const { schema } = project
    if (!schema || routing(project) === 0 || hasEmailIdentifier(schema.text) !== false) return []
    return [
      {
        severity: 'warning',
        message: t('In the identity schema “{id}” no e-mail address is an identifier', {
          id: schema.id,
        }),
        detail: schema.id,
      },
    ]
  },
})

const aalFields = ['aal2_acr_values', 'aal2_amr_values']

/**
 * The project requires AAL2 and a connection of an organization maps nothing to it. Source: Ory's changelog, v26.3.7;
 * SAML connections have no such field in API document v1.22.92.
 */
export const secondFactorUnmapped = rule({
  id: 'second-factor-unmapped',
  title: t('Second factor not mapped'),
  badge: t('Second factor'),
  why: t(
    'The project requires AAL2 for every session. A sign-in that no ACR or AMR value marks as one with a second factor sends the person to enroll one at Ory.',
  ),
  remedy: t(
    'Enter the ACR or AMR values that the identity provider sends after a second factor. For SAML, set the required level of the project to highest_available.',
  ),
  inProject({ setUp, readiness }) {
    if (readiness?.requiredAal !== 'aal2') return []
    const labels = new Map(setUp.organizations.map((each) => [each.key, organizationLabel(each)]))
    return setUp.connections.flatMap((connection): Found[] => {
      const organization = labels.get(organizationKeyOf(connection))
      const { protocol, fields } = connection
      const isMapped = aalFields.some((field) => textListMember(fields, field).length > 0)
      if (organization === undefined || isMapped || isDisabled(connection)) return []
      const message = t('Members of “{organization}” are asked to enroll a second factor at Ory', {
        organization,
      })
      const field = protocol === 'oidc' ? 'aal2_amr_values' : undefined
      return [{ ...aConnection(connection), severity: 'warning', message, field }]
    })
  },
})

/** A word of its own that says production, and nothing before it that says the contrary. */
const saysProduction = (name: string): boolean =>
  /(?:^|[^\p{L}])(?:prod|production|produktion|live)(?:[^\p{L}]|$)/iu.test(name) &&
  !/(?:^|[^\p{L}])(?:no|not|non|pre|vor|kein|nicht|test)[^\p{L}]*(?:prod|live)/iu.test(name)

/** A project that is used in production is a development project at Ory. */
export const productionInDevelopment = rule({
  id: 'production-in-development',
  title: t('Production in a development project'),
  badge: t('Development project'),
  why: t(
    'Development projects have lower rate limits, and Ory’s documents give organizations to production and staging projects alone.',
  ),
  remedy: t(
    'Change the environment of the project in the Ory Console, or its name if it is not production.',
  ),
  inProject({ summary: { name, environment, environmentAtOry = environment } }) {
    if (environmentAtOry !== 'development') return []
    if (environment === 'production') {
      const message = t('It was production before, and Ory has it as a development project now')
      return [{ severity: 'warning', message }]
    }
    const message = t('It is called “{name}”, and Ory has it as a development project', { name })
    return saysProduction(name) ? [{ severity: 'warning', message }] : []
  },
})
