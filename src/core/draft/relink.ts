import {
  intentOf,
  sameTarget,
  type IntentChange,
  type Intents,
  type Target,
} from '../intents/intents'
import type { Snapshot } from '../model/snapshot'
import { workingCopy, type WorkingConnection } from './working-copy'

const field = 'organization_id'

/** A connection to relink to its organization's new key. */
export interface Relink {
  readonly connection: WorkingConnection
  readonly change: IntentChange
}

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
