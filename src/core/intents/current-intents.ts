import { writeOnlyFields } from '../fields/fields'
import type { JsonObject } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { sameField } from './field-values'
import {
  byKind,
  isNewKey,
  type EntityIntent,
  type FieldIntent,
  type Intents,
  type Target,
} from './intents'
import { serverEntity } from './server-entities'
import { areSets, meantValue } from './sets'

/** A field's intent on the server's present value; `undefined` where the server already has it. */
function currentField(
  field: string,
  intent: FieldIntent,
  server: JsonObject,
): FieldIntent | undefined {
  const theirs = server[field]
  if (intent.from === theirs || writeOnlyFields.has(field)) return intent
  if (sameField(field, intent.to, theirs)) return undefined
  if (sameField(field, intent.from, theirs) || !areSets(field, intent.from, intent.to, theirs)) {
    return intent
  }
  const to = meantValue(field, intent, theirs)
  if (sameField(field, to, theirs)) return undefined
  return { ...(theirs === undefined ? {} : { from: theirs }), ...(to === undefined ? {} : { to }) }
}

/** A creation whose ID exists again becomes an edit. */
function editOfReappeared(intent: EntityIntent, server: JsonObject): EntityIntent {
  const { kind: _create, protocol: _known, attemptedAt: _sent, made: _order, ...rest } = intent
  const differing = Object.entries(intent.fields).filter(
    ([name, { to }]) => writeOnlyFields.has(name) || !sameField(name, to, server[name]),
  )
  const fields = differing.map(([name, field]) => {
    const from = Object.hasOwn(field, 'from') ? field.from : intent.seen?.[name]
    return [name, { ...field, ...(from === undefined ? {} : { from }) }] as const
  })
  return { ...rest, kind: 'edit', seen: server, fields: Object.fromEntries(fields) }
}

const known = new WeakMap<EntityIntent, { server: JsonObject; current: EntityIntent | undefined }>()

/** An intent on the server's present entity; `undefined` where nothing remains to change. */
export function currentEntity(intent: EntityIntent, server: JsonObject): EntityIntent | undefined {
  if (intent.kind === 'delete') return intent
  const before = known.get(intent)
  if (before?.server === server) return before.current
  const edit = intent.kind === 'create' ? editOfReappeared(intent, server) : intent
  let isMoved = edit !== intent
  const fields = Object.entries(edit.fields).flatMap(([name, field]) => {
    const next = currentField(name, field, server)
    isMoved ||= next !== field
    return next ? [[name, next] as const] : []
  })
  const moved = { ...edit, fields: Object.fromEntries(fields) }
  const current = !isMoved ? intent : fields.length > 0 ? moved : undefined
  known.set(intent, { server, current })
  return current
}

type Kind = Target['kind']
const ofKinds = new WeakMap<Intents[Kind], { snapshot: Snapshot; current: Intents[Kind] }>()

function currentKind(snapshot: Snapshot, kind: Kind, intents: Intents[Kind]): Intents[Kind] {
  const before = ofKinds.get(intents)
  if (before?.snapshot === snapshot) return before.current
  let current = intents
  for (const [key, intent] of Object.entries(intents)) {
    const server = isNewKey(key) ? undefined : serverEntity(snapshot, { kind, key })
    const next = server ? currentEntity(intent, server) : intent
    if (next === intent) continue
    if (current === intents) current = { ...intents }
    if (next) current[key] = next
    else Reflect.deleteProperty(current, key)
  }
  ofKinds.set(current, { snapshot, current })
  ofKinds.set(intents, { snapshot, current })
  return current
}

/**
 * Intents adapted to a newer snapshot: merges unordered lists and drops what the server already has. Everything that
 * shows, counts or sends intents calls this. Returns the same object if nothing changes.
 */
export function currentIntents(snapshot: Snapshot, intents: Intents): Intents {
  let isSame = true
  const current = byKind((kind) => {
    const next = currentKind(snapshot, kind, intents[kind])
    isSame &&= next === intents[kind]
    return next
  })
  return isSame ? intents : current
}
