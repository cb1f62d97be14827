import { t } from '../language/translate'

/**
 * The only pages opened in a browser besides `project-pages.ts`; the renderer sends the name, main builds the URL.
 */
export const externalLinks = {
  'console.api-keys': 'https://console.ory.com/',
  'docs.organizations': 'https://www.ory.com/docs/kratos/organizations',
  'docs.mappers': 'https://www.ory.com/docs/kratos/reference/jsonnet',
  'docs.redirect-url': 'https://www.ory.com/docs/identities/sign-in/social-sign-in/redirect-url',
} as const

export type ExternalLink = keyof typeof externalLinks
// An object literal has the keys that its type says, here at least one.
export const externalLinkNames = Object.keys(externalLinks) as [ExternalLink, ...ExternalLink[]]

/** What each page is called, where it stands among other links to the web. */
export const externalLinkTitles: Readonly<Record<ExternalLink, string>> = {
  'console.api-keys': 'Ory Console',
  'docs.organizations': t('Organizations, in Ory’s docs'),
  'docs.mappers': t('Mappers (Jsonnet), in Ory’s docs'),
  'docs.redirect-url': t('Redirect URLs, in Ory’s docs'),
}
