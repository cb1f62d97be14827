import { isNewKey } from '../editing/intents'
import { baseRedirectUri, type Protocol } from '../model/connection'
import { textMember, type JsonObject } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { callbackOrigins, callbackUrl, type CallbackUrl } from './redirect'

/** Origins that may serve a project's callbacks, the likeliest first. */
export function originsOf(snapshot: Snapshot): string[] {
  return callbackOrigins({
    slug: snapshot.summary.slug,
    hosts: snapshot.summary.hosts,
    baseRedirectUri: baseRedirectUri(snapshot),
  })
}

/** The callback address of a connection as its fields are now. */
export function callbackOf(
  snapshot: Snapshot,
  protocol: Protocol,
  fields: JsonObject,
): CallbackUrl {
  const organization = textMember(fields, 'organization_id') || undefined
  return callbackUrl(originsOf(snapshot), {
    protocol,
    id: textMember(fields, 'id') ?? '',
    provider: textMember(fields, 'provider') ?? '',
    pkce: textMember(fields, 'pkce'),
    organizationId: organization,
    organizationIsNew: organization !== undefined && isNewKey(organization),
  })
}
