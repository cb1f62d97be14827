import { sameJson, type JsonObject } from '../model/json'
import { withoutServerMembers } from '../model/server-members'
import type { Snapshot } from '../model/snapshot'
import { recordBeside, type Draft } from './draft'
import { currentEntity } from '../intents/current-intents'
import { sameField } from '../intents/field-values'
import { formerEntity } from '../intents/server-entities'
import {
  intentOf,
  isNewKey,
  moveIntents,
  noIntents,
  targetsOf,
  type IntentChange,
  type Intents,
  type Target,
} from '../intents/intents'
import { changesForCreated } from './created-unanswered'
import {
  entitiesOf,
  entityLabel,
  serverEntity,
  workingCopy,
  type WorkingEntity,
} from './working-copy'
import { t } from '../language/translate'

/** Changes that need no decision. */
function settlingChanges(intents: Intents, before: Snapshot, now: Snapshot): IntentChange[] {
  return targetsOf(intents).flatMap((target): IntentChange[] => {
    const intent = intentOf(intents, target)
    const server = serverEntity(now, target)
    if (!intent) return []
    if (intent.kind === 'create') {
      const after = server && !isNewKey(target.key) ? currentEntity(intent, server) : intent
      return after === intent ? [] : [{ target, before: intent, ...(after ? { after } : {}) }]
    }
    if (intent.kind === 'delete') return server ? [] : [{ target, before: intent }]
    if (!server) {
      const seen = serverEntity(before, target) ?? formerEntity(now, target) ?? intent.seen
      return seen && !sameJson(seen, intent.seen)
        ? [{ target, before: intent, after: { ...intent, seen } }]
        : []
    }
    // Unordered lists are merged when shown or sent, so their intents stay.
    const current = currentEntity(intent, server)
    return Object.entries(intent.fields).flatMap(([field, value]): IntentChange[] =>
      current?.fields[field] ? [] : [{ target, field, before: value }],
    )
  })
}

/**
 * Moves a draft onto a newer snapshot as one history step: drops edits that the server has too and keeps conflicts
 * for `findConflicts`. Undone steps stay redoable unless they touch the same targets; then they become a branch. `at`
 * is ISO 8601.
 */
export function rebase(draft: Draft, before: Snapshot, now: Snapshot, at: string): Draft {
  const made = changesForCreated(draft.intents, before, now)
  const intents = made.reduce((all, item) => moveIntents(all, item, 'forward'), draft.intents)
  const changes = [...made, ...settlingChanges(intents, before, now)]
  const moved = { ...draft, baseRevisionId: now.revisionId }
  const label = t('Moved to revision {revision}', { revision: now.revisionId.slice(0, 8) })
  // Derived from its content, so that moving twice at once is one step.
  const id = `${now.revisionId} ${at}`
  return recordBeside(moved, { id, label, at, changes })
}

/** An entity that differs between two states. */
export interface Moved {
  readonly target: Target
  /** For a deleted entity, its last label. */
  readonly label: string
  readonly how: 'added' | 'changed' | 'removed'
  /** Set for a changed entity. */
  readonly fields: readonly string[]
}

type ServerEntity = Pick<WorkingEntity, 'target' | 'fields'>

function differingFields(was: JsonObject, now: JsonObject): string[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(now)])]
  return names.filter((name) => !sameField(name, was[name], now[name]))
}

function movedEntity(was: ServerEntity | undefined, now: ServerEntity | undefined): Moved[] {
  const named = ({ target, fields }: ServerEntity) => ({
    target,
    label: entityLabel(fields, target),
  })
  if (!was) return now ? [{ ...named(now), how: 'added', fields: [] }] : []
  if (!now) return [{ ...named(was), how: 'removed', fields: [] }]
  const [before, after] = [withoutServerMembers(was.fields), withoutServerMembers(now.fields)]
  if (sameJson(before, after)) return []
  const fields = differingFields(before, after)
  return fields.length === 0 ? [] : [{ ...named(now), how: 'changed', fields }]
}

/** What another writer changed, added or deleted. */
export function listMoved(before: Snapshot, now: Snapshot): Moved[] {
  // SCIM clients and states read for the first time did not change.
  const isKnown = before.scim?.readAt !== undefined
  const { rows, ...later } = now
  const entities = (snapshot: Snapshot): Map<string, ServerEntity> => {
    const all = entitiesOf(workingCopy(snapshot, noIntents)).filter(
      ({ target }) => isKnown || target.kind !== 'scim-client',
    )
    return new Map(all.map((entity) => [`${entity.target.kind} ${entity.target.key}`, entity]))
  }
  const [left, right] = [entities(before), entities(before.rows && rows ? now : later)]
  const keys = [...new Set([...right.keys(), ...left.keys()])]
  return keys.flatMap((key) => movedEntity(left.get(key), right.get(key)))
}
