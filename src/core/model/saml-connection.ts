import { textMember, type JsonObject } from './json'

/**
 * Whether Kratos' own engine serves a SAML connection, otherwise Ory Polis. Source: `engine` of
 * normalizedProjectRevisionSAMLProvider, API v1.22.92.
 */
export const isNativeSaml = (fields: JsonObject): boolean =>
  textMember(fields, 'engine') === 'native'

/**
 * Drops the ACS URLs of a previous engine: Ory assigns a new URL and drops additional ones (API v1.22.92). `server`:
 * absent for a new connection.
 */
export function withoutFormerAcsUrls(
  fields: JsonObject,
  server: JsonObject | undefined,
): JsonObject {
  if (!server || isNativeSaml(fields) === isNativeSaml(server)) return fields
  const { acs_url: _url, additional_acs_urls: _more, ...rest } = fields
  return rest
}

/** Organization member: new SAML connections get their own ACS URL. */
export const ownAcsUrlsMember = 'saml_per_provider_acs_url_enabled'

const known = new WeakMap<readonly JsonObject[], boolean>()

/**
 * Whether new SAML connections get their own ACS URL, the shared one plus the connection ID. Ory documents the member
 * only for portal organizations (API v1.22.92), but any organization counts here.
 */
export function assignsAcsUrls(organizations: readonly JsonObject[]): boolean {
  const found = known.get(organizations)
  if (found !== undefined) return found
  const assigns = organizations.some((organization) => organization[ownAcsUrlsMember] === true)
  known.set(organizations, assigns)
  return assigns
}
