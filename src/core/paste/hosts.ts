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

/**
 * Addresses of products whose issuer has a fixed form, and that form (src/guides says where each product shows it).
 * Connections of Google and Microsoft need no issuer.
 */
const issuerForms: readonly (readonly [address: RegExp, issuer: string])[] = [
  [/^(https:\/\/[^/]+\.auth0\.com)\/?$/i, '$1/'],
  [/^(https:\/\/oauth\.id\.jumpcloud\.com)\/?$/i, '$1/'],
  [/^(https:\/\/[^/]+\.onelogin\.(?:com|us))(?:\/oidc\/2)?\/?$/i, '$1/oidc/2'],
  [/^(https:\/\/auth\.pingone\.[a-z.]+\/[^/]+)(?:\/as)?\/?$/i, '$1/as'],
  // Authentik, one issuer for each application.
  [/^(https:\/\/[^/]+(?:\/[^/]+)?\/application\/o\/[^/]+)\/?$/i, '$1/'],
  [/^(https:\/\/[^/]+\.okta(?:-emea|-gov|preview)?\.(?:com|mil)(?:\/oauth2\/[^/]+)?)\/$/i, '$1'],
  [/^(https:\/\/(?:gitlab|slack|appleid\.apple|login\.salesforce)\.com)\/$/i, '$1'],
  [/^(https:\/\/[^/]+\.(?:my\.salesforce\.com|zitadel\.cloud))\/$/i, '$1'],
  [/^(https:\/\/[^/]+(?:\/auth)?\/realms\/[^/]+)\/$/i, '$1'],
  [/^(https:\/\/[^/]+\/adfs)(?:\/oauth2\/\w+)?\/?$/i, '$1'],
  [/^(https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/[^/]+)\/$/i, '$1'],
]

/** The issuer that an address stands for, in its product's form; any other address unchanged. */
export function completeIssuer(url: string): string {
  const form = issuerForms.find(([address]) => address.test(url))
  if (!form) return url
  return url.replace(...form).replace(/^https:\/\/[^/]+/i, (origin) => origin.toLowerCase())
}

/** Hosts of other identity providers, whose bare address is not for sure the issuer. */
const otherHosts = [
  '.b2clogin.com',
  '.ciamlogin.com',
  '.amazoncognito.com',
  '.duosecurity.com',
  '.cloudflareaccess.com',
  '.zitadel.cloud',
  '.fusionauth.io',
  '.identity.oraclecloud.com',
  '.verify.ibm.com',
  '.idaptive.app',
  '.cyberark.cloud',
  '.rippling.com',
  '.onelogin.us',
  '.okta.mil',
]

const belongsTo = (host: string, end: string) =>
  end.startsWith('.') ? host.endsWith(end) : host === end

/** The product of a URL, by its host and then by its path; `undefined` for any other. */
export function productOf(host: string, path: string): Product | undefined {
  const row = rows.find(({ hosts }) => hosts.some((end) => belongsTo(host, end)))
  if (row) return row
  if (/^\/(?:auth\/)?realms\/[^/]/.test(path)) return { provider: 'generic', guide: 'keycloak' }
  if (/^\/(?:adfs|federationmetadata)(?:\/|$)/i.test(path)) {
    return { provider: 'generic', guide: 'ad-fs' }
  }
  return undefined
}

/** Domains of the makers of identity providers, whose people write e-mails too. */
const makers = new Set(['microsoft.com', 'google.com', 'apple.com', 'salesforce.com', 'force.com'])
const tenants = /(?:^|\.)onmicrosoft\.(?:com|us|de)$|(?:^|\.)(?:microsoftonline\.com|windows\.net)$/

/** Whether a host is one of a service at which tenants sign in, as `acme.okta.com` is. */
export function isIdentityHost(host: string): boolean {
  return productOf(host, '') !== undefined || otherHosts.some((end) => belongsTo(host, end))
}

/** Whether a domain is an identity provider's, and so of no customer's people. */
export function isIdentityDomain(domain: string): boolean {
  if (isIdentityHost(domain) || tenants.test(domain) || makers.has(domain)) return true
  return [...rows.flatMap(({ hosts }) => hosts), ...otherHosts].some((end) => end === `.${domain}`)
}

/** Ory's own addresses, which people quote in their answers; never those of the identity provider. */
export function isOwnAddress(host: string, path: string): boolean {
  return (
    /(?:^|\.)(?:oryapis\.com|ory\.sh|ory\.com)$/.test(host) ||
    /\/self-service\/methods\/(?:oidc|saml)\//.test(path)
  )
}
