/** The product that an address belongs to, judging by its host. */
export interface Product {
  /** `provider` of an OIDC connection. */
  readonly provider: string
  /** Name of the hand-over guide. */
  readonly guide: string
}

interface HostRow extends Product {
  /** Hosts, or endings of hosts that begin with a dot. */
  readonly hosts: readonly string[]
}

const rows: readonly HostRow[] = [
  {
    provider: 'microsoft',
    guide: 'entra-id',
    hosts: [
      'login.microsoftonline.com',
      'login.microsoftonline.us',
      'login.partner.microsoftonline.cn',
      'login.windows.net',
      'sts.windows.net',
    ],
  },
  { provider: 'google', guide: 'google-workspace', hosts: ['accounts.google.com'] },
  { provider: 'auth0', guide: 'auth0', hosts: ['.auth0.com'] },
  {
    provider: 'generic',
    guide: 'okta',
    hosts: ['.okta.com', '.oktapreview.com', '.okta-emea.com', '.okta-gov.com'],
  },
  { provider: 'generic', guide: 'onelogin', hosts: ['.onelogin.com'] },
  {
    provider: 'generic',
    guide: 'ping',
    hosts: ['.pingone.com', '.pingone.eu', '.pingone.ca', '.pingone.asia', '.pingidentity.com'],
  },
  { provider: 'generic', guide: 'jumpcloud', hosts: ['.jumpcloud.com'] },
  { provider: 'gitlab', guide: 'gitlab', hosts: ['gitlab.com'] },
  {
    provider: 'salesforce',
    guide: 'salesforce',
    hosts: ['login.salesforce.com', '.my.salesforce.com'],
  },
  { provider: 'apple', guide: 'apple', hosts: ['appleid.apple.com'] },
  { provider: 'slack', guide: 'slack', hosts: ['slack.com'] },
]

/** The product of a URL, by its host and then by its path; `undefined` for any other. */
export function productOf(host: string, path: string): Product | undefined {
  const row = rows.find(({ hosts }) =>
    hosts.some((end) => (end.startsWith('.') ? host.endsWith(end) : host === end)),
  )
  if (row) return row
  if (/^\/(?:auth\/)?realms\/[^/]/.test(path)) return { provider: 'generic', guide: 'keycloak' }
  if (/^\/(?:adfs|federationmetadata)(?:\/|$)/i.test(path)) {
    return { provider: 'generic', guide: 'ad-fs' }
  }
  return undefined
}

/** Ory's own addresses, which people quote in their answers; never those of the identity provider. */
export function isOwnAddress(host: string, path: string): boolean {
  return (
    /(?:^|\.)(?:oryapis\.com|ory\.sh|ory\.com)$/.test(host) ||
    /\/self-service\/methods\/(?:oidc|saml)\//.test(path)
  )
}
