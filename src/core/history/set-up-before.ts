import type { Protocol } from '../model/connection'
import type { SetUp, SetUpOrganization } from '../model/set-up'
import type { RecordedEntity } from './publish-history'

/** A list whose entities can be replaced, kept in its order. What is withheld today was then, too. */
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
 * A project as it was before a publish: what this and all later publishes of this computer touched is as
 * it was before; what others changed since is as it is today, for nothing tells what it was.
 *
 * @param today the project as the server has it now
 * @param records the publishes from that one on, the newest first
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
