import { isNewKey } from '../intents/intents'
import { textMember } from '../model/json'
import type { SetUpConnection } from '../model/set-up'
import { callbackOrigins, callbackUrl } from '../urls/redirect'
import type { ComparedSide } from './side'

/** The redirect or ACS URL of a connection on its side; `undefined` while it is not known. */
export function redirectOf(
  { setUp, knowsProject }: ComparedSide,
  { protocol, fields }: SetUpConnection,
): string | undefined {
  if (!knowsProject) return undefined
  const { slug, hosts } = setUp.project
  const baseRedirectUri = textMember(setUp.settings, 'base_redirect_uri') || undefined
  const organization = textMember(fields, 'organization_id') || undefined
  const callback = callbackUrl(callbackOrigins({ slug, hosts, baseRedirectUri, protocol }), {
    protocol,
    id: textMember(fields, 'id') ?? '',
    provider: textMember(fields, 'provider') ?? '',
    pkce: textMember(fields, 'pkce'),
    organizationId: organization,
    organizationIsNew: organization !== undefined && isNewKey(organization),
  })
  return callback.kind === 'known' ? callback.url : undefined
}
