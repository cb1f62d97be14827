import { isOwnAddress, productOf, type Product } from './hosts'
import type { FoundUrl } from './find-urls'
import type { Confidence } from './details'

/** The meaning of an address for a connection. */
export interface UrlMeaning {
  readonly kind: 'issuer' | 'metadata' | 'saml-endpoint'
  /** The issuer or the address of the metadata; empty for an endpoint. */
  readonly value: string
  readonly confidence: Confidence
  readonly product?: Product
  readonly tenant?: string
}

const discoveryEnd = /\/\.well-known\/(openid-configuration|oauth-authorization-server)\/?$/i
const metadataPath =
  /\/(?:federationmetadata\/|saml\/metadata\b|sso\/saml\/metadata|protocol\/saml\/descriptor|saml2?\/metadata|saml20\/metadata|idp\/shibboleth$|profile\/metadata)|metadata\.xml$|\/metadata$|\/saml\/idp\/metadata/i
const samlPath = /\/saml2?(?:\/|$)|\/sso\/saml|\/adfs\/ls|\/trust\/saml2|\/o\/saml2|\/saml20\/idp/i

/** Endings of endpoints, longest first, by product; the part before is the issuer. */
const endpointEnds = [
  '/protocol/openid-connect/auth',
  '/protocol/openid-connect/token',
  '/protocol/openid-connect/userinfo',
  '/protocol/openid-connect/certs',
  '/v1/authorize',
  '/v1/token',
  '/v1/userinfo',
  '/v1/keys',
] as const

const signOnHost = /^(?:id|idp|login|sso|auth|oidc|accounts?|identity|signin|iam|sts|keycloak)[.-]/

const tenantPath = /^\/([0-9a-z.-]{1,100})(?:\/|$)/i
const notTenants = new Set(['oauth2', 'saml2', 'login.srf', 'federationmetadata'])

/** The tenant in a Microsoft address: a GUID, a domain or one of the names for many tenants. */
function tenantOf(url: FoundUrl, product: Product | undefined): string | undefined {
  if (product?.provider !== 'microsoft') return undefined
  const tenant = tenantPath.exec(url.path)?.[1]
  return tenant === undefined || notTenants.has(tenant.toLowerCase()) ? undefined : tenant
}

/** The address without query, fragment and the given end of its path. */
function withoutEnd(url: FoundUrl, end: number): string {
  const origin = url.url.slice(
    0,
    url.url.indexOf('/', 8) === -1 ? undefined : url.url.indexOf('/', 8),
  )
  return origin + url.path.slice(0, url.path.length - end)
}

/** Okta's own server has no path; its custom ones are below `/oauth2/name`. */
function endpointIssuer(url: FoundUrl): string | undefined {
  const path = url.path.toLowerCase()
  const end = endpointEnds.find((item) => path.endsWith(item))
  return end === undefined ? undefined : withoutEnd(url, end.length).replace(/\/oauth2$/, '')
}

/** The meaning of an address by itself; `undefined` if it does not concern sign-in. */
export function classifyUrl(url: FoundUrl): UrlMeaning | undefined {
  const { host, path } = url
  if (isOwnAddress(host, path)) return undefined
  const product = productOf(host, path)
  const tenant = tenantOf(url, product)
  const about = {
    ...(product === undefined ? {} : { product }),
    ...(tenant === undefined ? {} : { tenant }),
  }
  const discovery = discoveryEnd.exec(path)
  if (discovery) {
    return {
      kind: 'issuer',
      value: withoutEnd(url, discovery[0].length),
      confidence: 'sure',
      ...about,
    }
  }
  if (metadataPath.test(path)) {
    return { kind: 'metadata', value: url.url, confidence: 'sure', ...about }
  }
  if (samlPath.test(path) || /^\/exk[0-9a-z]+$/i.test(path)) {
    return { kind: 'saml-endpoint', value: '', confidence: 'likely', ...about }
  }
  const issuer = endpointIssuer(url)
  if (issuer !== undefined) {
    return { kind: 'issuer', value: issuer, confidence: 'likely', ...about }
  }
  if (tenant !== undefined) {
    return { kind: 'issuer', value: url.url, confidence: 'likely', ...about }
  }
  if (product && product.guide !== 'slack' && isBareIssuer(url)) {
    return { kind: 'issuer', value: url.url, confidence: 'likely', ...about }
  }
  return signOnHost.test(host) && isBareIssuer(url)
    ? { kind: 'issuer', value: url.url, confidence: 'guess', ...about }
    : undefined
}

/** Whether the address can be an issuer unchanged: no query, and a path that names a server. */
function isBareIssuer({ url, path }: FoundUrl): boolean {
  if (/[?#]/.test(url)) return false
  return /^\/?$|^\/(?:auth\/)?realms\/[^/]+\/?$|^\/oauth2(?:\/[^/]+)?\/?$|^\/oidc(?:\/\d+)?\/?$|^\/adfs\/?$|^\/[^/]+\/as\/?$/i.test(
    path,
  )
}
