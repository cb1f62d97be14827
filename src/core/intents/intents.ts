import { z } from 'zod'
import { jsonObjectSchema, jsonValueSchema } from '../model/json'

/**
 * What a person wants to differ from the server, keyed by entity and field and never by position.
 * A missing `from` or `to` means that the field is absent.
 */
export const fieldIntentSchema = z.object({
  /** The server's value when the person decided; a different one now is a conflict. */
  from: jsonValueSchema.optional(),
  to: jsonValueSchema.optional(),
})
export type FieldIntent = z.infer<typeof fieldIntentSchema>

const plainEntitySchema = z.object({
  kind: z.enum(['create', 'edit', 'delete']),
  protocol: z.enum(['oidc', 'saml']).optional(),
  /** The entity as it was last seen: for what is deleted here, or vanished on the server. */
  seen: jsonObjectSchema.optional(),
  fields: z.record(z.string(), fieldIntentSchema),
  /** ISO 8601 time at which a request to create it was sent; it may exist without our knowing. */
  attemptedAt: z.string().optional(),
  /** Where it comes among what is created: drafts older than that have none. */
  made: z.number().optional(),
})

export const targetSchema = z.object({
  kind: z.enum(['organization', 'connection', 'method']),
  /** An organization's id, a connection's `oidc:ID`, a protocol, or `new:UUID` for what is made here. */
  key: z.string(),
})
export type Target = z.infer<typeof targetSchema>

/** One reversible move: of a whole entity, or (with `field`) of one field of it. */
const changeSchemaOf = <Entity extends z.ZodType>(entitySchema: Entity) =>
  z.union([
    z.object({
      target: targetSchema,
      field: z.string(),
      before: fieldIntentSchema.optional(),
      after: fieldIntentSchema.optional(),
    }),
    z.object({
      target: targetSchema,
      field: z.undefined().optional(),
      before: entitySchema.optional(),
      after: entitySchema.optional(),
    }),
  ])

export const entityIntentSchema = plainEntitySchema.extend({
  /** What else a deletion changed, such as the connections of an organization: it comes back with it. */
  took: z.array(changeSchemaOf(plainEntitySchema)).optional(),
})
export type EntityIntent = z.infer<typeof entityIntentSchema>

export const intentsSchema = z.object({
  organization: z.record(z.string(), entityIntentSchema),
  connection: z.record(z.string(), entityIntentSchema),
  /** Settings that all connections of a method share, by protocol; drafts older than them have none. */
  method: z.record(z.string(), entityIntentSchema).default({}),
})
export type Intents = z.infer<typeof intentsSchema>

/** One reversible move of the intents. */
export const intentChangeSchema = changeSchemaOf(entityIntentSchema)
export type IntentChange = z.infer<typeof intentChangeSchema>

const targetKinds = ['organization', 'connection', 'method'] as const

export const noIntents: Intents = { organization: {}, connection: {}, method: {} }

/** Keys of entities that the server does not know yet; no server id has this form. */
export function isNewKey(key: string): boolean {
  return key.startsWith('new:')
}

export function intentOf(intents: Intents, target: Target): EntityIntent | undefined {
  return intents[target.kind][target.key]
}

/** What is created, in the order in which it was: undo and redo do not change it. */
export function inOrderOfMaking(
  entities: Readonly<Record<string, EntityIntent>>,
): (readonly [string, EntityIntent])[] {
  return Object.entries(entities)
    .filter(([, { kind }]) => kind === 'create')
    .toSorted(([, left], [, right]) => (left.made ?? 0) - (right.made ?? 0))
}

/** The place of the next thing that is created. */
export function nextMade(entities: Readonly<Record<string, EntityIntent>>): number {
  return 1 + Math.max(0, ...inOrderOfMaking(entities).map(([, { made }]) => made ?? 0))
}

export function targetsOf(intents: Intents): Target[] {
  return targetKinds.flatMap((kind) => Object.keys(intents[kind]).map((key) => ({ kind, key })))
}

/** The intents of some targets alone. */
export function filterIntents(intents: Intents, keep: (target: Target) => boolean): Intents {
  const pick = (kind: Target['kind']) =>
    Object.fromEntries(Object.entries(intents[kind]).filter(([key]) => keep({ kind, key })))
  return {
    organization: pick('organization'),
    connection: pick('connection'),
    method: pick('method'),
  }
}

export function sameTarget(left: Target, right: Target): boolean {
  return left.kind === right.kind && left.key === right.key
}

function without<Value>(record: Record<string, Value>, key: string): Record<string, Value> {
  const { [key]: _removed, ...rest } = record
  return rest
}

function withEntity(intents: Intents, target: Target, entity: EntityIntent | undefined): Intents {
  const entities = intents[target.kind]
  const next = entity ? { ...entities, [target.key]: entity } : without(entities, target.key)
  return { ...intents, [target.kind]: next }
}

function withField(
  intents: Intents,
  target: Target,
  field: string,
  value: FieldIntent | undefined,
): Intents {
  const entity = intentOf(intents, target) ?? { kind: 'edit' as const, fields: {} }
  const fields = value ? { ...entity.fields, [field]: value } : without(entity.fields, field)
  const empty = entity.kind === 'edit' && Object.keys(fields).length === 0
  return withEntity(intents, target, empty ? undefined : { ...entity, fields })
}

/** Applies a change, or takes it back. Neither argument is modified. */
export function moveIntents(
  intents: Intents,
  change: IntentChange,
  direction: 'forward' | 'back',
): Intents {
  if (change.field !== undefined) {
    const value = direction === 'forward' ? change.after : change.before
    return withField(intents, change.target, change.field, value)
  }
  const entity = direction === 'forward' ? change.after : change.before
  return withEntity(intents, change.target, entity)
}

/** As an own member whatever its name is: assigning to `__proto__` would not make one. */
function put<Value>(record: Record<string, Value>, key: string, value: Value | undefined): void {
  if (value === undefined) Reflect.deleteProperty(record, key)
  else {
    const member = { value, configurable: true, enumerable: true, writable: true }
    Reflect.defineProperty(record, key, member)
  }
}

/**
 * Applies many changes in order, or takes them back from the last to the first, as `moveIntents` does
 * one by one. What they touch is copied once, so a long way through the history stays quick.
 */
export function moveManyIntents(
  intents: Intents,
  changes: readonly IntentChange[],
  direction: 'forward' | 'back',
): Intents {
  const next: Intents = { ...intents }
  const copied = new Set<Target['kind']>()
  /** Entities that were made here and may be modified. */
  const own = new Set<EntityIntent>()
  for (const change of direction === 'forward' ? changes : changes.toReversed()) {
    const { kind, key } = change.target
    if (!copied.has(kind)) next[kind] = { ...next[kind] }
    copied.add(kind)
    const entities = next[kind]
    if (change.field === undefined) {
      put(entities, key, direction === 'forward' ? change.after : change.before)
      continue
    }
    const before = intentOf(next, change.target)
    const entity: EntityIntent =
      before && own.has(before)
        ? before
        : { ...(before ?? { kind: 'edit' }), fields: { ...before?.fields } }
    own.add(entity)
    put(entity.fields, change.field, direction === 'forward' ? change.after : change.before)
    const isEmpty = entity.kind === 'edit' && Object.keys(entity.fields).length === 0
    put(entities, key, isEmpty ? undefined : entity)
  }
  return next
}
