import type { OrganizationIds } from '../intents/organization-ids'
import { idField } from '../draft/working-copy'
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
  const id = intent.fields[idField(target.kind)]?.to
  if (typeof id !== 'string') return target
  if (target.kind === 'scim-client') return { ...target, key: id }
  const protocol = intent.protocol ?? (target.key.startsWith('saml:') ? 'saml' : 'oidc')
  return { ...target, key: connectionKey(protocol, id) }
}
