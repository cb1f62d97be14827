import { isNewKey } from '../intents/intents'
import type { Protocol } from '../model/connection'
import { textMember, type JsonObject } from '../model/json'
import { methodSettings } from '../model/method'
import { assignsAcsUrls, isNativeSaml, withoutFormerAcsUrls } from '../model/saml-connection'
import type { SetUp, SetUpConnection } from '../model/set-up'
import type { Snapshot } from '../model/snapshot'
import { callbackOrigins, callbackUrl, type CallbackParts, type CallbackUrl } from './redirect'

/** Ory has the second only in the normalized form. */
const proxyFields = { saml: 'proxy_acs_url', oidc: 'proxy_oidc_redirect_url' } as const

/**
 * The parts of a connection's callback address, by its fields.
 *
 * @param isAssigned whether Ory assigns an ACS URL when the connection is published
 */
export function callbackParts(
  protocol: Protocol,
  fields: JsonObject,
  isAssigned = false,
): CallbackParts {
  const organization = textMember(fields, 'organization_id') || undefined
  return {
    protocol,
    id: textMember(fields, 'id') ?? '',
    provider: textMember(fields, 'provider') ?? '',
    pkce: textMember(fields, 'pkce'),
    organizationId: organization,
    organizationIsNew: organization !== undefined && isNewKey(organization),
    proxied: textMember(fields, proxyFields[protocol])?.trim() || undefined,
    acsUrl: protocol === 'saml' ? (textMember(fields, 'acs_url') ?? '').trim() : '',
    isNative: isNativeSaml(fields),
    isAssigned,
  }
}

function originsWith(
  project: { readonly slug: string; readonly hosts: readonly string[] },
  protocol: Protocol,
  settings: JsonObject,
): string[] {
  const { slug, hosts } = project
  const baseRedirectUri = textMember(settings, 'base_redirect_uri') || undefined
  return callbackOrigins({ slug, hosts, baseRedirectUri, protocol })
}

/** Likely origins of a project's callbacks, best first; `settings` default to the server's. */
export function originsOf(
  snapshot: Snapshot,
  protocol: Protocol,
  settings: JsonObject = methodSettings(snapshot),
): string[] {
  return originsWith(snapshot.summary, protocol, settings)
}

/** A connection with its fields on the server, which a new one has none of. */
export interface AddressedConnection {
  readonly protocol: Protocol
  readonly fields: JsonObject
  readonly server?: JsonObject | undefined
}

/**
 * The callback address of a connection.
 *
 * @param settings as for `originsOf`
 */
export function callbackOf(
  snapshot: Snapshot,
  { protocol, fields, server }: AddressedConnection,
  settings?: JsonObject,
): CallbackUrl {
  const isAssigned = server === undefined && assignsAcsUrls(snapshot.organizations)
  return callbackUrl(
    originsOf(snapshot, protocol, settings),
    callbackParts(protocol, withoutFormerAcsUrls(fields, server), isAssigned),
  )
}

/** The callback address that the server has for a connection with these fields. */
export const serverCallback = (
  snapshot: Snapshot,
  protocol: Protocol,
  fields: JsonObject,
  settings?: JsonObject,
): CallbackUrl => callbackOf(snapshot, { protocol, fields, server: fields }, settings)

const fieldsIn = new WeakMap<SetUp['organizations'], readonly JsonObject[]>()

/** The fields of a setup's organizations, as one list that `assignsAcsUrls` remembers. */
function organizationFields(organizations: SetUp['organizations']): readonly JsonObject[] {
  const fields = fieldsIn.get(organizations) ?? organizations.map((item) => item.fields)
  fieldsIn.set(organizations, fields)
  return fields
}

/** The callback address of a connection in a set-up. */
export function callbackIn(
  { project, settings, organizations }: SetUp,
  { key, protocol, fields }: SetUpConnection,
): CallbackUrl {
  const isAssigned = isNewKey(key) && assignsAcsUrls(organizationFields(organizations))
  return callbackUrl(
    originsWith(project, protocol, settings),
    callbackParts(protocol, fields, isAssigned),
  )
}
