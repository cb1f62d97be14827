import type { Protocol } from '../model/connection'
import type { SetUp, SetUpOrganization } from '../model/set-up'
import type { RecordedEntity } from './publish-history'

/** Replaces entities in their order; withheld members stay withheld. */
function undo(
  entities: Map<string, SetUpOrganization>,
  { before, after }: Pick<RecordedEntity, 'before' | 'after'>,
): void {
  const known = after && entities.get(after.key)
  if (after && after.key !== before?.key) entities.delete(after.key)
  if (!before) return
  const { key, document } = before
  entities.set(key, { ...known, key, fields: document })
}

const protocolOf = (key: string): Protocol => (key.startsWith('saml:') ? 'saml' : 'oidc')

/**
 * A project before a publish: undoes this and all later publishes from this computer (`records`, newest first) on
 * `today`; other people's changes stay.
 */
export function setUpBefore(
  today: SetUp,
  records: readonly { readonly entities: readonly RecordedEntity[] }[],
): SetUp {
  const organizations = new Map(today.organizations.map((item) => [item.key, item]))
  const connections = new Map<string, SetUpOrganization>(
    today.connections.map((item) => [item.key, item]),
  )
  const clients = new Map((today.scimClients ?? []).map((item) => [item.key, item]))
  let { settings } = today
  for (const entity of records.flatMap(({ entities }) => entities.toReversed())) {
    if (entity.kind === 'organization') undo(organizations, entity)
    else if (entity.kind === 'connection') undo(connections, entity)
    else if (entity.kind === 'scim-client') undo(clients, entity)
    else if (entity.before) settings = entity.before.document
  }
  return {
    ...today,
    organizations: [...organizations.values()],
    connections: [...connections.values()].map((item) => ({
      ...item,
      protocol: protocolOf(item.key),
    })),
    ...(today.scimClients ? { scimClients: [...clients.values()] } : {}),
    settings,
  }
}
