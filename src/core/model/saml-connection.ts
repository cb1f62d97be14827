import { textMember, type JsonObject } from './json'

/**
 * Whether Kratos' own engine serves a SAML connection; Ory Polis serves all others. Source: `engine` of
 * normalizedProjectRevisionSAMLProvider, API document v1.22.92.
 */
export const isNativeSaml = (fields: JsonObject): boolean =>
  textMember(fields, 'engine') === 'native'

/**
 * Fields after a publish, without the ACS URLs of the engine that the connection leaves: Ory assigns its URL anew and
 * drops the additional ones (API document v1.22.92).
 *
 * @param server the fields on the server; absent for a new connection
 */
export function withoutFormerAcsUrls(
  fields: JsonObject,
  server: JsonObject | undefined,
): JsonObject {
  if (!server || isNativeSaml(fields) === isNativeSaml(server)) return fields
  const { acs_url: _url, additional_acs_urls: _more, ...rest } = fields
  return rest
}

/** Member of an organization that says whether new SAML connections get an ACS URL of their own. */
export const ownAcsUrlsMember = 'saml_per_provider_acs_url_enabled'

const known = new WeakMap<readonly JsonObject[], boolean>()

/**
 * Whether a project gives each new SAML connection an ACS URL of its own: the shared one followed by the connection ID.
 * Ory documents the member for the organization of an onboarding portal only (API document v1.22.92); it counts
 * wherever an answer has it.
 *
 * @param organizations as the server returned them
 */
export function assignsAcsUrls(organizations: readonly JsonObject[]): boolean {
  const found = known.get(organizations)
  if (found !== undefined) return found
  const assigns = organizations.some((organization) => organization[ownAcsUrlsMember] === true)
  known.set(organizations, assigns)
  return assigns
}
