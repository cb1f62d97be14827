import {
  intentOf,
  sameTarget,
  type IntentChange,
  type Intents,
  type Target,
} from '../intents/intents'
import type { Snapshot } from '../model/snapshot'
import { workingCopy, type WorkingConnection } from './working-copy'

/** The field of a connection that names its organization. */
const field = 'organization_id'

/** A connection to be linked to the new key of its organization. */
export interface Relink {
  readonly connection: WorkingConnection
  readonly change: IntentChange
}

/**
 * Links connections that still name an organization by its former id to the key under which it is
 * created again.
 *
 * @param organizations former id to new key
 * @param except connections that are changed elsewhere
 */
export function relinkedConnections(
  snapshot: Snapshot,
  intents: Intents,
  organizations: ReadonlyMap<string, string>,
  except: readonly Target[],
): Relink[] {
  if (organizations.size === 0) return []
  return workingCopy(snapshot, intents).connections.flatMap((connection): Relink[] => {
    const { target, fields, server, status, ambiguous } = connection
    const named = fields[field]
    const key = typeof named === 'string' ? organizations.get(named) : undefined
    const isExcepted = except.some((other) => sameTarget(other, target))
    if (key === undefined || status === 'deleted' || ambiguous || isExcepted) return []
    const before = intentOf(intents, target)?.fields[field]
    const from = before ? before.from : server?.[field]
    const after = { ...(from === undefined ? {} : { from }), to: key }
    return [{ connection, change: { target, field, ...(before ? { before } : {}), after } }]
  })
}
