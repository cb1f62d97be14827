import type { OrganizationIds } from '../intents/organization-ids'
import { connectionKey } from '../model/connection'
import type { EntityIntent, Target } from '../intents/intents'

/** The target of an entity after its publish: a new connection is then identified by its id. */
export function publishedTarget(
  target: Target,
  intent: EntityIntent,
  ids: OrganizationIds,
): Target {
  if (target.kind === 'organization') return { ...target, key: ids[target.key] ?? target.key }
  if (target.kind === 'method') return target
  const id = intent.fields['id']?.to
  if (typeof id !== 'string') return target
  const protocol = intent.protocol ?? (target.key.startsWith('saml:') ? 'saml' : 'oidc')
  return { ...target, key: connectionKey(protocol, id) }
}
