import { isNewKey } from '../intents/intents'
import type { Protocol } from '../model/connection'
import { textMember, type JsonObject } from '../model/json'
import { methodSettings } from '../model/method'
import type { Snapshot } from '../model/snapshot'
import { callbackOrigins, callbackUrl, type CallbackUrl } from './redirect'

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
  const { slug, hosts } = snapshot.summary
  const baseRedirectUri = textMember(settings, 'base_redirect_uri') || undefined
  return callbackOrigins({ slug, hosts, baseRedirectUri, protocol })
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
  const organization = textMember(fields, 'organization_id') || undefined
  return callbackUrl(originsOf(snapshot, protocol, settings), {
    protocol,
    id: textMember(fields, 'id') ?? '',
    provider: textMember(fields, 'provider') ?? '',
    pkce: textMember(fields, 'pkce'),
    organizationId: organization,
    organizationIsNew: organization !== undefined && isNewKey(organization),
  })
}
