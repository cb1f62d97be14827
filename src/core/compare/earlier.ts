import type { Protocol } from '../model/connection'
import type { JsonObject } from '../model/json'
import type { SetUp } from '../model/set-up'
import type { RecordedEntity } from '../history/publish-history'

/** A list whose entities can be replaced, kept in its order. */
function undo(
  entities: Map<string, JsonObject>,
  { before, after }: Pick<RecordedEntity, 'before' | 'after'>,
): void {
  if (after && after.key !== before?.key) entities.delete(after.key)
  if (before) entities.set(before.key, before.document)
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
  const organizations = new Map(today.organizations.map(({ key, fields }) => [key, fields]))
  const connections = new Map(today.connections.map(({ key, fields }) => [key, fields]))
  let { settings } = today
  for (const entity of records.flatMap(({ entities }) => entities.toReversed())) {
    if (entity.kind === 'organization') undo(organizations, entity)
    else if (entity.kind === 'connection') undo(connections, entity)
    else if (entity.before) settings = entity.before.document
  }
  return {
    project: today.project,
    organizations: [...organizations].map(([key, fields]) => ({ key, fields })),
    connections: [...connections].map(([key, fields]) => ({
      key,
      protocol: protocolOf(key),
      fields,
    })),
    methods: today.methods,
    settings,
    ...(today.states ? { states: today.states } : {}),
  }
}
