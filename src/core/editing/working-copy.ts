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
  /** The same without the draft: what counts all entities does so once for it, not at every key. */
  readonly server: WorkingCopy
  /** What the draft makes, edits or deletes; in the same order as above. */
  readonly touched: {
    readonly organizations: readonly WorkingEntity[]
    readonly connections: readonly WorkingConnection[]
  }
}

type Entities = Omit<WorkingCopy, 'server' | 'touched'>

const untouched = { organizations: [], connections: [] }

/** A copy that is its own server's state. */
function withoutDraft(entities: Entities): WorkingCopy {
  const copy: { server?: WorkingCopy } & Omit<WorkingCopy, 'server'> = {
    ...entities,
    touched: untouched,
  }
  copy.server = copy as WorkingCopy
  return copy as WorkingCopy
}

/** The copy of nothing: before a project is open. */
export const emptyCopy: WorkingCopy = withoutDraft({
  organizations: [],
  connections: [],
  methods: [],
})

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
    copy = withoutDraft({
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
    })
    unchangedCopies.set(snapshot, copy)
  }
  return copy
}

const newOnly = (intents: Record<string, EntityIntent>) =>
  Object.entries(intents).filter(([, intent]) => intent.kind === 'create')

/** The last copy of intents: list, panel and review ask for the same one at every key. */
const copies = new WeakMap<Intents, { readonly snapshot: Snapshot; readonly copy: WorkingCopy }>()

/**
 * The snapshot with the draft's intents on it: the server's order, then what is new. Deleted
 * entities stay, marked. Edits whose target vanished are not here; `findConflicts` tells of them.
 */
export function workingCopy(snapshot: Snapshot, intents: Intents): WorkingCopy {
  const known = copies.get(intents)
  if (known?.snapshot === snapshot) return known.copy
  const copy = makeCopy(snapshot, intents)
  copies.set(intents, { snapshot, copy })
  return copy
}

/** Puts what some intents make of them in the place of entities; the others are the same objects. */
function replaced<Entity extends WorkingEntity>(
  entities: readonly Entity[],
  intents: Readonly<Record<string, EntityIntent>>,
  make: (entity: Entity, server: JsonObject, intent: EntityIntent) => Entity,
): Entity[] {
  const next = [...entities]
  if (Object.keys(intents).length === 0) return next
  for (const [index, entity] of entities.entries()) {
    const intent = intents[entity.target.key]
    if (intent && entity.server) next[index] = make(entity, entity.server, intent)
  }
  return next
}

function makeCopy(snapshot: Snapshot, intents: Intents): WorkingCopy {
  const base = unchangedCopy(snapshot)
  const organizations = replaced(base.organizations, intents.organization, (item, server, intent) =>
    working(item.target, server, intent),
  )
  const connections = replaced(base.connections, intents.connection, (item, server, intent) => ({
    ...item,
    ...working(item.target, server, intent),
  }))
  const methods = replaced(base.methods, intents.method, (item, server, intent) =>
    working(item.target, server, intent),
  )
  for (const [key, intent] of newOnly(intents.organization)) {
    organizations.push(created({ kind: 'organization', key }, intent))
  }
  for (const [key, intent] of newOnly(intents.connection)) {
    const entity = created({ kind: 'connection', key }, intent)
    connections.push({ ...entity, protocol: intent.protocol ?? 'oidc', ambiguous: false })
  }
  const isTouched = ({ status }: WorkingEntity) => status !== 'unchanged'
  return {
    organizations,
    connections,
    methods,
    server: base,
    touched: {
      organizations: organizations.filter(isTouched),
      connections: connections.filter(isTouched),
    },
  }
}

/** Organizations, connections and methods in one list. */
export function entitiesOf(copy: WorkingCopy): WorkingEntity[] {
  return [...copy.organizations, ...copy.connections, ...copy.methods]
}

const nameOf = ({ kind, key }: Target) => `${kind} ${key}`
const serverIndexes = new WeakMap<Snapshot, ReadonlyMap<string, JsonObject>>()

/** The server's entities by target, the first of those that have the same; made once for a snapshot. */
function serverIndex(snapshot: Snapshot): ReadonlyMap<string, JsonObject> {
  const known = serverIndexes.get(snapshot)
  if (known) return known
  const index = new Map<string, JsonObject>()
  for (const { target, server } of entitiesOf(unchangedCopy(snapshot))) {
    if (server && !index.has(nameOf(target))) index.set(nameOf(target), server)
  }
  serverIndexes.set(snapshot, index)
  return index
}

/** What the server has of a target in a snapshot; `undefined` when it is not there. */
export function serverEntity(snapshot: Snapshot, target: Target): JsonObject | undefined {
  return serverIndex(snapshot).get(nameOf(target))
}

/** The name a person knows an entity by: its label, else its id. */
export function entityLabel(fields: JsonObject, target: Target): string {
  if (target.kind === 'method') return 'All OIDC connections'
  return textMember(fields, 'label') || textMember(fields, 'id') || target.key
}
