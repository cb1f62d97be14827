import { connectionFields, secretFields, takesField, writeOnlyFields } from '../fields/fields'
import { organizationFields } from '../fields/other-fields'
import { scimFields } from '../fields/scim-fields'
import type { Protocol } from '../model/connection'
import { sameJson, textMember, type JsonObject, type JsonValue } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { sameField } from '../intents/field-values'
import {
  intentOf,
  type EntityIntent,
  type IntentChange,
  type Intents,
  type Target,
} from '../intents/intents'
import type { RecordedEntity } from './publish-history'
import { keptDocument } from './recorded-entities'
import { areSets, meantValue, mergeSets } from '../intents/sets'
import { entityLabel, idField, serverEntity } from '../draft/working-copy'

/** The part of a revert for one entity. */
export interface RevertItem {
  /** Its target in the draft: today's key, or a new one. */
  readonly target: Target
  readonly label: string
  readonly what: 'edit-back' | 'create-again' | 'delete' | 'relink'
  /** Names of the fields that get their former value again. */
  readonly fields: readonly string[]
  /** Names of fields whose former value is not known and has to be entered. */
  readonly missing: readonly string[]
  /**
   * Why nothing is done: already restored, deleted since, already in the draft, deleted by the draft, or SCIM clients
   * unknown.
   */
  readonly skipped?: 'as-before' | 'gone' | 'in-draft' | 'draft-deletes' | 'unread'
  /** Whether it was changed since the publish, so that a person has to decide. */
  readonly conflict: boolean
}

export interface RevertContext {
  readonly snapshot: Snapshot
  readonly intents: Intents
  /** Former ids of organizations to be created again, with their new keys. */
  readonly organizations: ReadonlyMap<string, string>
  readonly newKey: () => string
}

export interface RevertedEntity {
  readonly item: Omit<RevertItem, 'conflict'>
  readonly change: readonly IntentChange[]
}

interface Kept {
  readonly key: string
  readonly document: JsonObject
}

/** Members of an organization that the server writes itself. */
const serverTimes = new Set(['created_at', 'updated_at'])

export const protocolOf = (key: string): Protocol => (key.startsWith('saml:') ? 'saml' : 'oidc')

const part = (name: 'from' | 'to', value: JsonValue | undefined) =>
  value === undefined ? {} : { [name]: value }

const isHidden = (field: string) => writeOnlyFields.has(field) || secretFields.has(field)

/** A value to restore: a link to an organization that is created again gets its new key. */
function broughtBack(
  { organizations }: RevertContext,
  field: string,
  value: JsonValue | undefined,
): JsonValue | undefined {
  if (field !== 'organization_id' || typeof value !== 'string') return value
  return organizations.get(value) ?? value
}

/** The parts of a document that can be sent again. */
function restorable(
  context: RevertContext,
  kind: Target['kind'],
  document: JsonObject,
): [string, JsonValue][] {
  const own = new Set(organizationFields.map(({ name }) => name))
  return Object.entries(document).flatMap(([name, value]): [string, JsonValue][] => {
    // Ory assigns a new connection its ACS URL, which may be another one.
    if (isHidden(name) || name === 'acs_url') return []
    if (kind === 'organization' && !own.has(name)) return []
    const to = broughtBack(context, name, value)
    return to === undefined ? [] : [[name, to]]
  })
}

/** Fields of a connection or SCIM client that the server accepts but never returns. */
function neverShown(kind: Target['kind'], { key, document }: Kept): string[] {
  if (kind === 'scim-client')
    return scimFields.flatMap(({ name }) => (isHidden(name) ? [name] : []))
  if (kind !== 'connection') return []
  const provider = textMember(document, 'provider') ?? ''
  return connectionFields(protocolOf(key))
    .filter((field) => isHidden(field.name) && takesField(field, provider))
    .map(({ name }) => name)
}

/** A new entity of the draft that equals this one, from an earlier revert. */
function inDraft(intents: Intents, kind: Target['kind'], fields: [string, JsonValue][]) {
  return Object.entries(intents[kind]).find(
    ([, intent]) =>
      intent.kind === 'create' &&
      fields.length > 0 &&
      (kind === 'connection' || kind === 'scim-client'
        ? sameJson(intent.fields[idField(kind)]?.to, Object.fromEntries(fields)[idField(kind)])
        : fields.every(([name, to]) => sameJson(intent.fields[name]?.to, to))),
  )?.[0]
}

/** The same for an organization, by its former document; returns its key in the draft. */
export function organizationInDraft(intents: Intents, document: JsonObject): string | undefined {
  const own = new Set(organizationFields.map(({ name }) => name))
  const fields = Object.entries(document).filter(([name]) => own.has(name))
  return inDraft(intents, 'organization', fields)
}

/** Creates an entity again that the publish deleted, with all that is known of it. */
export function createdAgain(
  context: RevertContext,
  kind: Target['kind'],
  before: Kept,
): RevertedEntity {
  const { snapshot, intents, organizations, newKey } = context
  const known: Target = { kind, key: before.key }
  const fields = restorable(context, kind, before.document)
  const label = entityLabel(before.document, known)
  const what = 'create-again' as const
  const today = serverEntity(snapshot, known)
  if (today) {
    // Somebody created it again: any difference is a conflict, since the publish had deleted it.
    const intent = intentOf(intents, known)
    if (intent?.kind === 'delete') {
      return leave({
        target: known,
        label,
        what,
        fields: [],
        missing: [],
        skipped: 'draft-deletes',
      })
    }
    const change = fields.flatMap(([field, to]) =>
      fieldChange(context, known, field, { was: to, published: undefined, today: today[field] }),
    )
    const names = change.flatMap(({ field }) => (field === undefined ? [] : [field]))
    const item = { target: known, label, what: 'edit-back' as const, fields: names, missing: [] }
    return names.length === 0 ? leave({ ...item, skipped: 'as-before' }) : { item, change }
  }
  const drafted = inDraft(intents, kind, fields)
  if (drafted !== undefined) {
    const target = { kind, key: drafted }
    return leave({ target, label, what, fields: [], missing: [], skipped: 'in-draft' })
  }
  const key = kind === 'organization' ? organizations.get(before.key) : undefined
  const target: Target = { kind, key: key ?? newKey() }
  const entity: EntityIntent = {
    kind: 'create',
    ...(kind === 'connection' ? { protocol: protocolOf(before.key) } : {}),
    fields: Object.fromEntries(fields.map(([name, to]) => [name, { to }])),
  }
  const names = fields.map(([name]) => name)
  const missing = neverShown(kind, before)
  return {
    item: { target, label, what, fields: names, missing },
    change: [{ target, after: entity }],
  }
}

/** A SCIM client of a project whose server does not show them: it can be neither found nor made again. */
export function leftUnread({ kind, before, after }: RecordedEntity): RevertedEntity {
  const known = before ?? after
  const target = { kind, key: known?.key ?? '' }
  const what = before ? (after ? 'edit-back' : 'create-again') : 'delete'
  const label = entityLabel(known?.document ?? {}, target)
  return leave({ target, label, what, fields: [], missing: [], skipped: 'unread' })
}

const leave = (item: RevertedEntity['item']): RevertedEntity => ({ item, change: [] })

/** Whether nobody changed an entity since; its timestamps do not count. */
function isUnchanged(published: JsonObject, today: JsonObject): boolean {
  const own = (document: JsonObject) =>
    Object.fromEntries(
      Object.entries(keptDocument(document)).filter(([name]) => !serverTimes.has(name)),
    )
  const [left, right] = [own(published), own(today)]
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...names].every((name) => sameField(name, left[name], right[name]))
}

export function deletedAgain(
  { snapshot, intents }: RevertContext,
  kind: Target['kind'],
  after: Kept,
): RevertedEntity {
  const target: Target = { kind, key: after.key }
  const label = entityLabel(after.document, target)
  const item = { target, label, what: 'delete' as const, fields: [], missing: [] }
  const today = serverEntity(snapshot, target)
  if (!today) return leave({ ...item, skipped: 'gone' })
  const before = intentOf(intents, target)
  if (before?.kind === 'delete') return leave({ ...item, skipped: 'in-draft' })
  const seen = isUnchanged(after.document, today) ? today : after.document
  const entity: EntityIntent = { kind: 'delete', seen, fields: {} }
  return { item, change: [{ target, ...(before ? { before } : {}), after: entity }] }
}

/** The change that returns one field to its value before the publish, based on today's value. */
function fieldChange(
  { intents }: Pick<RevertContext, 'intents'>,
  target: Target,
  field: string,
  values: {
    readonly was: JsonValue | undefined
    readonly published: JsonValue | undefined
    readonly today: JsonValue | undefined
  },
): IntentChange[] {
  const { was, published, today } = values
  const before = intentOf(intents, target)?.fields[field]
  // Lists only revert items that the publish added or removed, on top of the draft's changes.
  const isMerged = areSets(field, was, published, today, before?.from, before?.to)
  const drafted = before ? meantValue(field, before, today) : today
  const merged = isMerged ? mergeSets(field, published, was, drafted) : []
  const isPlain = !isMerged || sameField(field, published, drafted)
  const to = isPlain || (merged.length === 0 && was === undefined) ? was : merged
  const from = isMerged ? today : published
  const after = sameField(field, to, today)
    ? undefined
    : { ...part('from', from), ...part('to', to) }
  // An intent is JSON; only its optional members keep TypeScript from accepting it as such.
  if (after ? before && sameJson(before as JsonObject, after) : !before) return []
  return [{ target, field, ...(before ? { before } : {}), ...(after ? { after } : {}) }]
}

export function editedBack(
  context: RevertContext,
  kind: Target['kind'],
  before: Kept,
  after: Kept,
  sent: readonly string[],
): RevertedEntity {
  const { snapshot, intents } = context
  const target: Target = { kind, key: after.key }
  const label = entityLabel(before.document, target)
  const missing = sent.filter(isHidden)
  const changed = sent.filter(
    (field) => !isHidden(field) && !sameField(field, before.document[field], after.document[field]),
  )
  const item = { target, label, what: 'edit-back' as const, fields: changed, missing }
  const today = serverEntity(snapshot, target)
  const intent = intentOf(intents, target)
  if (intent?.kind === 'delete') return leave({ ...item, fields: [], skipped: 'draft-deletes' })
  const values = (field: string) => ({
    was: broughtBack(context, field, before.document[field]),
    published: after.document[field],
  })
  if (!today) {
    if (changed.length === 0) return leave({ ...item, skipped: 'gone' })
    // It was deleted since: an edit with a `seen` state is a conflict that can create it again.
    const fields = Object.fromEntries(
      changed.map((field) => {
        const { was, published } = values(field)
        return [field, { ...part('from', published), ...part('to', was) }]
      }),
    )
    const entity: EntityIntent = { kind: 'edit', seen: after.document, fields }
    return { item, change: [{ target, ...(intent ? { before: intent } : {}), after: entity }] }
  }
  const change = changed.flatMap((field) =>
    fieldChange(context, target, field, { ...values(field), today: today[field] }),
  )
  const names = change.flatMap(({ field }) => (field === undefined ? [] : [field]))
  if (names.length === 0) return leave({ ...item, fields: [], skipped: 'as-before' })
  return { item: { ...item, fields: names }, change }
}
