import { isNewKey } from '../intents/intents'
import type { Protocol } from '../model/connection'
import { textMember, type JsonObject } from '../model/json'
import { methodSettings } from '../model/method'
import type { SetUp, SetUpConnection } from '../model/set-up'
import type { Snapshot } from '../model/snapshot'
import { callbackOrigins, callbackUrl, type CallbackParts, type CallbackUrl } from './redirect'

/** Ory has the second in the normalized form only; where an answer has it, it counts. */
const proxyFields = { saml: 'proxy_acs_url', oidc: 'proxy_oidc_redirect_url' } as const

/** The parts of a connection's callback address, by its fields. */
export function callbackParts(protocol: Protocol, fields: JsonObject): CallbackParts {
  const organization = textMember(fields, 'organization_id') || undefined
  return {
    protocol,
    id: textMember(fields, 'id') ?? '',
    provider: textMember(fields, 'provider') ?? '',
    pkce: textMember(fields, 'pkce'),
    organizationId: organization,
    organizationIsNew: organization !== undefined && isNewKey(organization),
    proxied: textMember(fields, proxyFields[protocol])?.trim() || undefined,
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

/**
 * Origins that may serve a project's callbacks, the most likely first.
 *
 * @param settings of all connections (`methodSettings`): the draft's own, or by default the server's
 */
export function originsOf(
  snapshot: Snapshot,
  protocol: Protocol,
  settings: JsonObject = methodSettings(snapshot),
): string[] {
  return originsWith(snapshot.summary, protocol, settings)
}

/**
 * The callback address of a connection with these fields.
 *
 * @param settings as for `originsOf`
 */
export function callbackOf(
  snapshot: Snapshot,
  protocol: Protocol,
  fields: JsonObject,
  settings?: JsonObject,
): CallbackUrl {
  return callbackUrl(originsOf(snapshot, protocol, settings), callbackParts(protocol, fields))
}

/** The callback address of a connection in a set-up. */
export function callbackIn(
  { project, settings }: SetUp,
  { protocol, fields }: SetUpConnection,
): CallbackUrl {
  return callbackUrl(originsWith(project, protocol, settings), callbackParts(protocol, fields))
}
