import type { Protocol } from '../model/connection'
import { encodedPart } from './api-address'

export interface CallbackParts {
  readonly protocol: Protocol
  readonly id: string
  readonly provider: string
  readonly pkce: string | undefined
  /** Id of the organization on the server; `undefined` without one. */
  readonly organizationId: string | undefined
  /** The organization exists in the draft only, so its id is not known yet. */
  readonly organizationIsNew: boolean
  /** `proxy_oidc_redirect_url` or `proxy_acs_url`: the owner's proxy, which the identity provider gets instead. */
  readonly proxied: string | undefined
  /** `acs_url` of a SAML connection; empty without one of its own. */
  readonly acsUrl: string
  /** Kratos' own engine serves the SAML connection. */
  readonly isNative: boolean
  /** Ory assigns the ACS URL when the connection is published. */
  readonly isAssigned: boolean
}

export type CallbackUrl =
  | { readonly kind: 'known'; readonly url: string; readonly alternatives: readonly string[] }
  | { readonly kind: 'waiting'; readonly for: 'connection-id' | 'organization-id' | 'publish' }
  /** The server's `acs_url` is not a web address. */
  | { readonly kind: 'malformed'; readonly text: string }

const webAddress = /^https?:\/\/[^\s/?#@\\]+(?:[/?#]\S*)?$/i

/**
 * Likely callback hosts, best first. `base_redirect_uri` replaces the others for OIDC; Ory documents no such rule for
 * SAML.
 */
export function callbackOrigins(project: {
  readonly slug: string
  readonly hosts: readonly string[]
  readonly baseRedirectUri: string | undefined
  readonly protocol?: Protocol
}): string[] {
  const own = `https://${project.slug}.projects.oryapis.com`
  const base = project.baseRedirectUri?.replace(/\/+$/, '')
  if (base && project.protocol !== 'saml') return [base]
  const hosts = project.hosts.map((host) => `https://${host}`)
  return [...new Set([...(base ? [base] : []), own, ...hosts])]
}

/** UAE PASS treats an empty or automatic `pkce` as `force`, with one shared callback. */
function sharesOneCallback(parts: CallbackParts): boolean {
  if (parts.pkce === 'force') return true
  return parts.provider === 'uaepass' && (parts.pkce === undefined || parts.pkce === 'auto')
}

function callbackPath(parts: CallbackParts): string | Extract<CallbackUrl, { kind: 'waiting' }> {
  if (parts.protocol === 'saml' && !parts.isNative) {
    return parts.isAssigned ? { kind: 'waiting', for: 'publish' } : '/saml/api/oauth/saml'
  }
  if (parts.protocol === 'oidc' && sharesOneCallback(parts))
    return '/self-service/methods/oidc/callback'
  if (parts.id === '') return { kind: 'waiting', for: 'connection-id' }
  const id = encodedPart(parts.id)
  if (parts.protocol === 'saml') return `/self-service/methods/saml/acs/${id}`
  if (parts.organizationIsNew) return { kind: 'waiting', for: 'organization-id' }
  return parts.organizationId === undefined
    ? `/self-service/methods/oidc/callback/${id}`
    : `/self-service/methods/oidc/organization/${parts.organizationId}/callback/${id}`
}

/**
 * Redirect or ACS URL for the identity provider, or what is missing: the owner's proxy first, then the connection's
 * own ACS URL, then the derived one.
 */
export function callbackUrl(origins: readonly string[], parts: CallbackParts): CallbackUrl {
  const { proxied, acsUrl } = parts
  if (proxied !== undefined) return { kind: 'known', url: proxied, alternatives: [] }
  if (acsUrl !== '') {
    return webAddress.test(acsUrl)
      ? { kind: 'known', url: acsUrl, alternatives: [] }
      : { kind: 'malformed', text: acsUrl }
  }
  const path = callbackPath(parts)
  if (typeof path !== 'string') return path
  const [url, ...alternatives] = origins.map((origin) => origin + path)
  return { kind: 'known', url: url ?? path, alternatives }
}
