import { z } from 'zod'
import { jsonObjectSchema, jsonValueSchema } from '../model/json-schema'
import { t } from '../language/translate'
import { hasCleanSecrets, haveCleanSecrets } from './secret-places'

const misplacedSecret = t('A field that is not for secrets holds a reference to a secret')

/** A wanted difference by entity and field, never by position; a missing `from` or `to` is an absent field. */
export const fieldIntentSchema = z.object({
  /** The server's value when the person edited it; a different value now is a conflict. */
  from: jsonValueSchema.optional(),
  to: jsonValueSchema.optional(),
})
export type FieldIntent = z.infer<typeof fieldIntentSchema>

const targetKinds = ['organization', 'connection', 'scim-client', 'method'] as const

const plainEntitySchema = z.object({
  kind: z.enum(['create', 'edit', 'delete']),
  protocol: z.enum(['oidc', 'saml']).optional(),
  /** The entity as last seen, for one that is deleted in the draft or on the server. */
  seen: jsonObjectSchema.optional(),
  fields: z.record(z.string(), fieldIntentSchema),
  /** ISO 8601 time when a request to create it was sent; it may have succeeded unnoticed. */
  attemptedAt: z.string().optional(),
  /** Its position in the order of creation; older drafts have none. */
  made: z.number().optional(),
})

export const targetSchema = z.object({
  kind: z.enum(targetKinds),
  /**
   * An organization's id, a connection's `oidc:ID`, the `client_id` of a SCIM client, a protocol, or `new:UUID` for a
   * new entity.
   */
  key: z.string(),
})
export type Target = z.infer<typeof targetSchema>

/** One reversible change: of a whole entity, or (with `field`) of one of its fields. */
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
  /** Other changes made by a deletion, such as those of an organization's connections; undone with it. */
  took: z.array(changeSchemaOf(plainEntitySchema)).optional(),
})
export type EntityIntent = z.infer<typeof entityIntentSchema>

export const intentsSchema = z
  .object({
    organization: z.record(z.string(), entityIntentSchema),
    connection: z.record(z.string(), entityIntentSchema),
    /** Settings that all connections of a method share, by protocol; older drafts have none. */
    method: z.record(z.string(), entityIntentSchema).default({}),
    /** Older drafts have none. */
    'scim-client': z.record(z.string(), entityIntentSchema).default({}),
  })
  .refine(haveCleanSecrets, { error: misplacedSecret })
export type Intents = z.infer<typeof intentsSchema>

export const intentChangeSchema = changeSchemaOf(entityIntentSchema).refine(hasCleanSecrets, {
  error: misplacedSecret,
})
export type IntentChange = z.infer<typeof intentChangeSchema>

/** What `of` makes of each kind, in the shape of intents. */
export const byKind = (of: (kind: Target['kind']) => Record<string, EntityIntent>): Intents => ({
  organization: of('organization'),
  connection: of('connection'),
  'scim-client': of('scim-client'),
  method: of('method'),
})

export const noIntents: Intents = byKind(() => ({}))

export function isNewKey(key: string): boolean {
  return key.startsWith('new:')
}

export function intentOf(intents: Intents, { kind, key }: Target): EntityIntent | undefined {
  // A key may have the name of what every object has.
  return Object.hasOwn(intents[kind], key) ? intents[kind][key] : undefined
}

/** New entities in the order of their creation, which undo and redo do not change. */
export function inOrderOfMaking(
  entities: Readonly<Record<string, EntityIntent>>,
): (readonly [string, EntityIntent])[] {
  return Object.entries(entities)
    .filter(([, { kind }]) => kind === 'create')
    .toSorted(([, left], [, right]) => (left.made ?? 0) - (right.made ?? 0))
}

/** The position for the next new entity. */
export function nextMade(entities: Readonly<Record<string, EntityIntent>>): number {
  return 1 + Math.max(0, ...inOrderOfMaking(entities).map(([, { made }]) => made ?? 0))
}

export function targetsOf(intents: Intents): Target[] {
  return targetKinds.flatMap((kind) => Object.keys(intents[kind]).map((key) => ({ kind, key })))
}

/** Number of changes of a draft, as shown at `Review changes`. */
export function countChanges(intents: Intents): number {
  return targetsOf(intents).length
}

/** Only the intents of the targets that `keep` accepts. */
export function filterIntents(intents: Intents, keep: (target: Target) => boolean): Intents {
  return byKind((kind) =>
    Object.fromEntries(Object.entries(intents[kind]).filter(([key]) => keep({ kind, key }))),
  )
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

/** Applies a change, or undoes it. Neither argument is modified. */
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

/** Sets an own member under any name: a plain assignment to `__proto__` would not create one. */
function put<Value>(record: Record<string, Value>, key: string, value: Value | undefined): void {
  if (value === undefined) Reflect.deleteProperty(record, key)
  else {
    const member = { value, configurable: true, enumerable: true, writable: true }
    Reflect.defineProperty(record, key, member)
  }
}

/** `moveIntents` for many changes, copying each entity only once. */
export function moveManyIntents(
  intents: Intents,
  changes: readonly IntentChange[],
  direction: 'forward' | 'back',
): Intents {
  const next: Intents = { ...intents }
  const copied = new Set<Target['kind']>()
  /** Entities copied by this call, which may be modified. */
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
