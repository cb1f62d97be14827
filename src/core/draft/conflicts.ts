import type { JsonObject, JsonValue } from '../model/json'
import { sameJson } from '../model/json'
import { keptEntry } from '../fields/kept-document'
import { withoutServerMembers } from '../model/server-members'
import type { Snapshot } from '../model/snapshot'
import { contentFields, secretFields, writeOnlyFields } from '../fields/fields'
import { mapperHash } from '../model/mapper-text'
import { currentIntents } from '../intents/current-intents'
import { sameField } from '../intents/field-values'
import { formerEntity } from '../intents/server-entities'
import {
  intentOf,
  targetsOf,
  type IntentChange,
  type Intents,
  type Target,
} from '../intents/intents'
import { serverEntity } from './working-copy'

/**
 * Needs a person's decision. Computed from intents and server state, so it survives restarts and undo without
 * storage.
 */
export type Conflict =
  | {
      readonly kind: 'field'
      readonly id: string
      readonly target: Target
      readonly field: string
      readonly was: JsonValue | undefined
      readonly mine: JsonValue | undefined
      readonly theirs: JsonValue | undefined
    }
  | {
      /** Edited in the draft, deleted on the server. */
      readonly kind: 'vanished'
      readonly id: string
      readonly target: Target
      /** The former entity, needed to create it again; undefined if unknown. */
      readonly seen: JsonObject | undefined
      /** Without `seen`: the draft's values, to copy before discarding. */
      readonly edits?: Readonly<Record<string, JsonValue | undefined>>
    }
  | {
      /** Deleted in the draft, changed on the server. */
      readonly kind: 'changed-after-delete'
      readonly id: string
      readonly target: Target
      readonly was: JsonObject
      readonly theirs: JsonObject
    }

type FieldConflict = Extract<Conflict, { kind: 'field' }>

export type NamedChoice = 'mine' | 'theirs' | 'recreate' | 'drop'

/** A named choice, or a new value such as a merged text. */
export type ConflictChoice = NamedChoice | { readonly merged: string }

/** Whether a value is inline text or a stored text's hash. */
const holdsText = (value: JsonValue | undefined): value is string =>
  typeof value === 'string' && mapperHash(value) !== undefined

export type TextConflict = FieldConflict & { readonly mine: string; readonly theirs: string }

export function isTextConflict(conflict: Conflict): conflict is TextConflict {
  return (
    conflict.kind === 'field' &&
    contentFields.has(conflict.field) &&
    holdsText(conflict.mine) &&
    holdsText(conflict.theirs)
  )
}

/** Drops the state from both where only one has it. */
function bothKnown(one: JsonObject, other: JsonObject): readonly [JsonObject, JsonObject] {
  if ((one['state'] === undefined) === (other['state'] === undefined)) return [one, other]
  const { state: _known, ...was } = one
  const { state: _knownToo, ...is } = other
  return [was, is]
}

/** Conflicts of all intents, in their order. */
export function findConflicts(snapshot: Snapshot, drafted: Intents): Conflict[] {
  const intents = currentIntents(snapshot, drafted)
  return targetsOf(intents).flatMap((target): Conflict[] => {
    const intent = intentOf(intents, target)
    const server = serverEntity(snapshot, target)
    const id = `${target.kind} ${target.key}`
    if (!intent) return []
    if (!server) {
      // Creations do not exist yet and deleted entities are gone.
      if (intent.kind !== 'edit') return []
      const { fields } = intent
      const seen = intent.seen ?? formerEntity(snapshot, target)
      const values = Object.entries(fields).map(([name, { to }]) => [name, to] as const)
      const edits = seen ? {} : { edits: Object.fromEntries(values) }
      return [{ kind: 'vanished', id, target, seen, ...edits }]
    }
    if (intent.kind === 'delete') {
      if (!intent.seen) return []
      // A state unknown on either side did not change.
      const [was, is] = bothKnown(intent.seen, server)
      if (sameJson(withoutServerMembers(was), withoutServerMembers(is))) return []
      // Earlier drafts kept more server members, so compare only those kept today.
      if (sameJson(withoutServerMembers(keptEntry(was)), withoutServerMembers(is))) return []
      return [{ kind: 'changed-after-delete', id, target, was: intent.seen, theirs: server }]
    }
    return Object.entries(intent.fields).flatMap(([field, { from, to }]): Conflict[] => {
      const theirs = server[field]
      if (
        writeOnlyFields.has(field) ||
        sameField(field, from, theirs) ||
        sameField(field, to, theirs)
      )
        return []
      return [{ kind: 'field', id: `${id} ${field}`, target, field, was: from, mine: to, theirs }]
    })
  })
}

function resolveField(conflict: FieldConflict, choice: ConflictChoice): IntentChange {
  const { target, field, was, mine, theirs } = conflict
  const part = (name: 'from' | 'to', value: JsonValue | undefined) =>
    value === undefined ? {} : { [name]: value }
  const before = { ...part('from', was), ...part('to', mine) }
  const to = typeof choice === 'object' ? choice.merged : choice === 'mine' ? mine : theirs
  return sameField(field, to, theirs)
    ? { target, field, before }
    : { target, field, before, after: { ...part('from', theirs), ...part('to', to) } }
}

/** Intent changes for a decision. */
export function resolveConflict(
  intents: Intents,
  conflict: Conflict,
  choice: ConflictChoice,
): IntentChange {
  const { target } = conflict
  const before = intentOf(intents, target)
  const whole = before === undefined ? { target } : { target, before }
  switch (conflict.kind) {
    case 'field':
      return resolveField(conflict, choice)
    case 'changed-after-delete':
      return choice === 'mine'
        ? { ...whole, after: { ...before, kind: 'delete', seen: conflict.theirs, fields: {} } }
        : whole
    case 'vanished': {
      if (choice !== 'recreate' || !before) return whole
      // The edits alone cannot recreate the entity.
      const { seen } = conflict
      if (!seen) return { ...whole, ...(before ? { after: before } : {}) }
      const fields = Object.fromEntries(
        Object.entries(seen)
          // Masks must not be sent back as secrets.
          .filter(([name]) => !secretFields.has(name))
          // Ory assigns a new connection its ACS URL.
          .filter(([name]) => name !== 'acs_url')
          .map(([name, to]) => [name, { to }]),
      )
      for (const [name, { to }] of Object.entries(before.fields)) {
        if (to === undefined) Reflect.deleteProperty(fields, name)
        else fields[name] = { to }
      }
      const protocol = target.key.startsWith('saml:') ? ('saml' as const) : ('oidc' as const)
      const kind = 'create' as const
      return {
        ...whole,
        after:
          target.kind === 'connection' ? { kind, protocol, seen, fields } : { kind, seen, fields },
      }
    }
  }
}
