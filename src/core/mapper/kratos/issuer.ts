import type { JsonObject } from '../../model/json'
import type { ExpectedToken } from './id-token'
import { providerClaims, type ProviderClaims } from './provider-claims'

/** What is known of the connection's tokens besides the payload. */
export interface KnownIssuer extends ExpectedToken {
  /**
   * The issuer of the connection's ID tokens, used as `iss` where the payload has none. Unlike `issuer`,
   * it is not compared with the claims.
   */
  readonly connectionIssuer?: string | undefined
}

/**
 * The source of an `iss` that was not in the payload: the connection, the kind of provider, or unknown,
 * in which case it is made up.
 */
export type IssuerFrom = 'connection' | 'kind' | 'unknown'

/** The placeholder for the unknown issuer of an ID token. */
export const unknownIssuer = 'https://issuer.example'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const microsoftIssuer = (tenant: string) => `https://login.microsoftonline.com/${tenant}/v2.0`

/**
 * The `iss` that Kratos adds where the payload has none: that of the ID token where claims come from
 * userinfo, and the `issuer_url` for the kinds that it fetches a userinfo answer for. Source:
 * `provider_generic_oidc.go` and the providers' own files.
 *
 * @returns `undefined` for kinds that send their issuer
 */
export function addedIssuer(
  provider: ProviderClaims,
  { issuer, connectionIssuer = issuer }: KnownIssuer,
): { readonly iss: string; readonly from: IssuerFrom } | undefined {
  if (provider.issuer !== undefined) return { iss: provider.issuer, from: 'kind' }
  if (!provider.token && provider.defaultIssuer === undefined) return undefined
  if (connectionIssuer !== undefined) return { iss: connectionIssuer, from: 'connection' }
  if (provider.defaultIssuer !== undefined) return { iss: provider.defaultIssuer, from: 'kind' }
  return { iss: unknownIssuer, from: 'unknown' }
}

const textOf = (fields: JsonObject, name: string): string | undefined => {
  const value = fields[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/**
 * The issuer of a connection's ID tokens, as far as its fields show it.
 *
 * @param kind value of `provider`, or `saml`
 * @param fields the fields of the connection
 * @returns `undefined` where only a token shows it, as for Microsoft with any tenant
 */
export function issuerOfConnection(kind: string, fields: JsonObject): string | undefined {
  const provider = providerClaims.get(kind)
  if (provider?.issuer !== undefined) return provider.issuer
  if (kind === 'microsoft') {
    const tenant = textOf(fields, 'microsoft_tenant')
    return tenant !== undefined && uuid.test(tenant) ? microsoftIssuer(tenant) : undefined
  }
  return textOf(fields, 'issuer_url') ?? provider?.defaultIssuer
}
