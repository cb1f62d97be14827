import { connectionsOf, type Protocol } from '../model/connection'
import { methodSettings } from '../model/method'
import { textMember, type JsonObject, type JsonValue } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import type { Target, EntityIntent, Intents } from './intents'

export type EntityStatus = 'unchanged' | 'new' | 'edited' | 'deleted'

/** An organization or connection as it would be after publishing, beside what the server has. */
export interface WorkingEntity {
  readonly target: Target
  readonly status: EntityStatus
  /** Server's fields with the draft's edits on them; of a deleted one, the server's. */
  readonly fields: JsonObject
  /** What the server has; absent for what is new. */
  readonly server?: JsonObject
  /** Names of the fields that the draft changes. */
  readonly edited: readonly string[]
}

export interface WorkingConnection extends WorkingEntity {
  readonly protocol: Protocol
  /** Cannot be addressed safely, so it is shown and not edited. */
  readonly ambiguous: boolean
}

export interface WorkingCopy {
  readonly organizations: readonly WorkingEntity[]
  readonly connections: readonly WorkingConnection[]
  /** What all connections of a method share; its key is the protocol. */
  readonly methods: readonly WorkingEntity[]
}

function applyFields(fields: JsonObject, intent: EntityIntent): JsonObject {
  const next: Record<string, JsonValue> = { ...fields }
  for (const [name, { to }] of Object.entries(intent.fields)) {
    if (to === undefined) Reflect.deleteProperty(next, name)
    else next[name] = to
  }
  return next
}

function working(target: Target, server: JsonObject, intent: EntityIntent): WorkingEntity {
  if (intent.kind === 'delete') {
    return { target, status: 'deleted', fields: server, server, edited: [] }
  }
  const fields = applyFields(server, intent)
  return { target, status: 'edited', fields, server, edited: Object.keys(intent.fields) }
}

function created(target: Target, intent: EntityIntent): WorkingEntity {
  const fields = applyFields({}, intent)
  return { target, status: 'new', fields, edited: Object.keys(intent.fields) }
}

/** Only OIDC has settings of its own; they are there even where the method is not yet. */
function methodEntity(snapshot: Snapshot): WorkingEntity {
  const server = methodSettings(snapshot)
  const target = { kind: 'method', key: 'oidc' } as const
  return { target, status: 'unchanged', fields: server, server, edited: [] }
}

const unchangedCopies = new WeakMap<Snapshot, WorkingCopy>()

/** The server's own state as a working copy; made once for a snapshot, since typing asks often. */
function unchangedCopy(snapshot: Snapshot): WorkingCopy {
  let copy = unchangedCopies.get(snapshot)
  if (!copy) {
    copy = {
      organizations: snapshot.organizations.map((server) => ({
        target: { kind: 'organization', key: textMember(server, 'id') ?? '' },
        status: 'unchanged',
        fields: server,
        server,
        edited: [],
      })),
      connections: connectionsOf(snapshot).map(({ key, protocol, entry, ambiguous }) => ({
        target: { kind: 'connection', key },
        status: 'unchanged',
        fields: entry,
        server: entry,
        edited: [],
        protocol,
        ambiguous,
      })),
      methods: [methodEntity(snapshot)],
    }
    unchangedCopies.set(snapshot, copy)
  }
  return copy
}

const newOnly = (intents: Record<string, EntityIntent>) =>
  Object.entries(intents).filter(([, intent]) => intent.kind === 'create')

/**
 * The snapshot with the draft's intents on it: the server's order, then what is new. Deleted
 * entities stay, marked. Edits whose target vanished are not here; `findConflicts` tells of them.
 */
export function workingCopy(snapshot: Snapshot, intents: Intents): WorkingCopy {
  const base = unchangedCopy(snapshot)
  const organizations = base.organizations.map((item) => {
    const intent = intents.organization[item.target.key]
    return intent && item.server ? working(item.target, item.server, intent) : item
  })
  const connections = base.connections.map((item) => {
    const intent = intents.connection[item.target.key]
    return intent && item.server ? { ...item, ...working(item.target, item.server, intent) } : item
  })
  const methods = base.methods.map((item) => {
    const intent = intents.method[item.target.key]
    return intent && item.server ? working(item.target, item.server, intent) : item
  })
  for (const [key, intent] of newOnly(intents.organization)) {
    organizations.push(created({ kind: 'organization', key }, intent))
  }
  for (const [key, intent] of newOnly(intents.connection)) {
    const entity = created({ kind: 'connection', key }, intent)
    connections.push({ ...entity, protocol: intent.protocol ?? 'oidc', ambiguous: false })
  }
  return { organizations, connections, methods }
}

/** Organizations, connections and methods in one list. */
export function entitiesOf(copy: WorkingCopy): WorkingEntity[] {
  return [...copy.organizations, ...copy.connections, ...copy.methods]
}

/** What the server has of a target in a snapshot; `undefined` when it is not there. */
export function serverEntity(snapshot: Snapshot, target: Target): JsonObject | undefined {
  const copy = unchangedCopy(snapshot)
  const list: Readonly<Record<Target['kind'], readonly WorkingEntity[]>> = {
    organization: copy.organizations,
    connection: copy.connections,
    method: copy.methods,
  }
  return list[target.kind].find((item) => item.target.key === target.key)?.server
}

/** The name a person knows an entity by: its label, else its id. */
export function entityLabel(fields: JsonObject, target: Target): string {
  if (target.kind === 'method') return 'All OIDC connections'
  return textMember(fields, 'label') || textMember(fields, 'id') || target.key
}
