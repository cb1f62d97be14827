import { connectionsOf, type Protocol } from '../model/connection'
import { methodSettings } from '../model/method'
import { scimClientsOf } from '../model/scim-client'
import { textMember, type JsonObject, type JsonValue } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { inFieldOrder, tableOf } from '../fields/fields'
import { currentIntents } from '../intents/current-intents'
import { positionsBy } from './positions'
import { inOrderOfMaking, type Target, type EntityIntent, type Intents } from '../intents/intents'
import { t } from '../language/translate'

export { serverEntity } from '../intents/server-entities'

export type EntityStatus = 'unchanged' | 'new' | 'edited' | 'deleted'

/** An organization, connection or SCIM client after the publish, with the server's version. */
export interface WorkingEntity {
  readonly target: Target
  readonly status: EntityStatus
  /** Server fields with edits applied; only the server's for a deleted entity. */
  readonly fields: JsonObject
  /** Absent for a new entity. */
  readonly server?: JsonObject
  /** Fields that the draft changes. */
  readonly edited: readonly string[]
}

export interface WorkingConnection extends WorkingEntity {
  readonly protocol: Protocol
  /** Not uniquely addressable, so read-only. */
  readonly ambiguous: boolean
}

export interface WorkingScimClient extends WorkingEntity {
  readonly ambiguous: boolean
}

export interface WorkingCopy {
  readonly organizations: readonly WorkingEntity[]
  readonly connections: readonly WorkingConnection[]
  readonly scimClients: readonly WorkingScimClient[]
  /** Settings shared by all connections of a method, by protocol. */
  readonly methods: readonly WorkingEntity[]
  /** The copy without the draft, so that counts are cached. */
  readonly server: WorkingCopy
  /** Entities that the draft creates, edits or deletes, in the same order. */
  readonly touched: {
    readonly organizations: readonly WorkingEntity[]
    readonly connections: readonly WorkingConnection[]
    readonly scimClients: readonly WorkingScimClient[]
  }
  /** Their positions in the lists. */
  readonly places: Readonly<Record<EntityList, readonly number[]>>
}
export type EntityList = 'organizations' | 'connections' | 'scimClients'

type Entities = Omit<WorkingCopy, 'server' | 'touched' | 'places'>

const untouched = { organizations: [], connections: [], scimClients: [] }

/** A copy without a draft is its own server state. */
function withoutDraft(entities: Entities): WorkingCopy {
  const copy: { server?: WorkingCopy } & Omit<WorkingCopy, 'server'> = {
    ...entities,
    touched: untouched,
    places: untouched,
  }
  // The next line adds the missing member, the copy itself.
  const whole = copy as WorkingCopy
  copy.server = whole
  return whole
}

/** Used before a project is open. */
export const emptyCopy: WorkingCopy = withoutDraft({
  organizations: [],
  connections: [],
  scimClients: [],
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

/** Changed fields, in table order. */
export function editedNames(
  { kind, key }: Target,
  { fields, protocol }: Pick<EntityIntent, 'fields' | 'protocol'>,
): string[] {
  const own = protocol ?? (key.startsWith('saml:') ? 'saml' : 'oidc')
  return inFieldOrder(tableOf(kind, own), Object.entries(fields)).map(([name]) => name)
}

function working(target: Target, server: JsonObject, intent: EntityIntent): WorkingEntity {
  if (intent.kind === 'delete') {
    return { target, status: 'deleted', fields: server, server, edited: [] }
  }
  const fields = applyFields(server, intent)
  return { target, status: 'edited', fields, server, edited: editedNames(target, intent) }
}

function created(target: Target, intent: EntityIntent): WorkingEntity {
  const fields = applyFields({}, intent)
  return { target, status: 'new', fields, edited: editedNames(target, intent) }
}

/** Only OIDC has shared settings; they exist even without the method. */
function methodEntity(snapshot: Snapshot): WorkingEntity {
  const server = methodSettings(snapshot)
  const target = { kind: 'method', key: 'oidc' } as const
  return { target, status: 'unchanged', fields: server, server, edited: [] }
}

const unchangedCopies = new WeakMap<Snapshot, WorkingCopy>()

/** Cached by snapshot, because typing needs it often. */
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
      scimClients: scimClientsOf(snapshot).map(({ key, entry, ambiguous }) => ({
        target: { kind: 'scim-client', key },
        status: 'unchanged',
        fields: entry,
        server: entry,
        edited: [],
        ambiguous,
      })),
      methods: [methodEntity(snapshot)],
    })
    unchangedCopies.set(snapshot, copy)
  }
  return copy
}

/** Last copy by intents, because list, panel and review share it. */
const copies = new WeakMap<Intents, { readonly snapshot: Snapshot; readonly copy: WorkingCopy }>()

/**
 * Applies intents to a snapshot: server order, then new entities; deleted ones are kept and marked. Edits of missing
 * targets appear only in `findConflicts`.
 */
export function workingCopy(snapshot: Snapshot, intents: Intents): WorkingCopy {
  const known = copies.get(intents)
  if (known?.snapshot === snapshot) return known.copy
  const copy = makeCopy(snapshot, intents)
  copies.set(intents, { snapshot, copy })
  return copy
}

/** Entities of one kind, and the touched ones with their positions. */
interface Applied<Entity> {
  readonly base: readonly Entity[]
  readonly all: readonly Entity[]
  readonly touched: readonly Entity[]
  readonly places: readonly number[]
}

/** A key that the server returns twice has two positions. */
export const positionsOf = positionsBy(({ target }: WorkingEntity) => [target.key])

/**
 * Applies the intents of one kind. Entities without a changed intent keep their identity, so that results can be
 * cached by object.
 */
function applier<Entity extends WorkingEntity>(
  edit: (entity: Entity, server: JsonObject, intent: EntityIntent) => Entity,
  create: (key: string, intent: EntityIntent) => Entity,
) {
  const results = new WeakMap<Intents[Target['kind']], Applied<Entity>>()
  const edited = new WeakMap<EntityIntent, { readonly of: Entity; readonly made: Entity }>()
  const created = new WeakMap<EntityIntent, Entity>()

  function editedOnce(entity: Entity, server: JsonObject, intent: EntityIntent): Entity {
    const known = edited.get(intent)
    if (known?.of === entity) return known.made
    const made = edit(entity, server, intent)
    edited.set(intent, { of: entity, made })
    return made
  }

  function createdOnce(key: string, intent: EntityIntent): Entity {
    const known = created.get(intent)
    if (known?.target.key === key) return known
    const made = create(key, intent)
    created.set(intent, made)
    return made
  }

  function apply(base: readonly Entity[], intents: Intents[Target['kind']]): Applied<Entity> {
    const entries = Object.entries(intents)
    if (entries.length === 0) return { base, all: base, touched: [], places: [] }
    const all = [...base]
    const positions = positionsOf(base)
    const places: number[] = []
    for (const [key, intent] of entries) {
      for (const place of positions.get(key) ?? []) {
        const entity = base[place]
        if (!entity?.server) continue
        all[place] = editedOnce(entity, entity.server, intent)
        places.push(place)
      }
    }
    for (const [key, intent] of inOrderOfMaking(intents)) {
      places.push(all.length)
      all.push(createdOnce(key, intent))
    }
    places.sort((left, right) => left - right)
    return { base, all, touched: places.flatMap((place) => all[place] ?? []), places }
  }

  return (base: readonly Entity[], intents: Intents[Target['kind']]): Applied<Entity> => {
    const known = results.get(intents)
    if (known?.base === base) return known
    const result = apply(base, intents)
    results.set(intents, result)
    return result
  }
}

const applyToOrganizations = applier<WorkingEntity>(
  ({ target }, server, intent) => working(target, server, intent),
  (key, intent) => created({ kind: 'organization', key }, intent),
)
const applyToConnections = applier<WorkingConnection>(
  (item, server, intent) => ({ ...item, ...working(item.target, server, intent) }),
  (key, intent) => ({
    ...created({ kind: 'connection', key }, intent),
    protocol: intent.protocol ?? 'oidc',
    ambiguous: false,
  }),
)
const applyToScimClients = applier<WorkingScimClient>(
  (item, server, intent) => ({ ...item, ...working(item.target, server, intent) }),
  (key, intent) => ({ ...created({ kind: 'scim-client', key }, intent), ambiguous: false }),
)

function makeCopy(snapshot: Snapshot, drafted: Intents): WorkingCopy {
  const base = unchangedCopy(snapshot)
  const intents = currentIntents(snapshot, drafted)
  const organizations = applyToOrganizations(base.organizations, intents.organization)
  const connections = applyToConnections(base.connections, intents.connection)
  const scimClients = applyToScimClients(base.scimClients, intents['scim-client'])
  return {
    organizations: organizations.all,
    connections: connections.all,
    scimClients: scimClients.all,
    methods: base.methods.map((method) => {
      const intent = intents.method[method.target.key]
      return intent && method.server ? working(method.target, method.server, intent) : method
    }),
    server: base,
    touched: {
      organizations: organizations.touched,
      connections: connections.touched,
      scimClients: scimClients.touched,
    },
    places: {
      organizations: organizations.places,
      connections: connections.places,
      scimClients: scimClients.places,
    },
  }
}

/** All organizations, connections, SCIM clients and methods. */
export function entitiesOf(copy: WorkingCopy): (WorkingEntity | WorkingConnection)[] {
  return [...copy.organizations, ...copy.connections, ...copy.scimClients, ...copy.methods]
}

/** The ID field of a kind. */
export const idField = (kind: Target['kind']): string =>
  kind === 'scim-client' ? 'client_id' : 'id'

/** Label, or the ID without one. */
export function entityLabel(fields: JsonObject, target: Target): string {
  if (target.kind === 'method') return t('All OIDC connections')
  return textMember(fields, 'label') || textMember(fields, idField(target.kind)) || target.key
}
