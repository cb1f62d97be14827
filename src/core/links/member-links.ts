import { t } from '../language/translate'

const organizationQuery = (id: string) => `?organization=${encodeURIComponent(id)}`

/**
 * Returns the page where sign-in starts.
 *
 * @param origin of the project, such as `https://calm.projects.oryapis.com`
 * @param organizationId empty for people of no organization
 */
export function signInLink(origin: string, organizationId = ''): string {
  const page = `${origin}/self-service/login/browser`
  return organizationId === '' ? page : page + organizationQuery(organizationId)
}

/**
 * Returns the page where a signed-in person joins an organization by linking one of its connections. Source: Ory's
 * docs, `kratos/organizations/organizations.mdx`, July 2026.
 *
 * @param origin as for `signInLink`
 */
export const joinLink = (origin: string, organizationId: string): string =>
  `${origin}/self-service/settings/browser${organizationQuery(organizationId)}`

// Functions, since a handoff sheet may be in another language than the app.

/** When the join link works. Ory shows the ordinary settings page to everyone else. */
export const joinCondition = () =>
  t(
    'For people with an account and a verified address under one of the domains; anyone already in an organization stays in it.',
  )

/** Replaces a link to an organization that Ory has not given an ID. */
export const afterPublish = () => t('Available after you publish.')
