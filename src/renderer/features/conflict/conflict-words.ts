import type { Conflict, ConflictChoice } from '../../../core/editing/conflicts'
import { secretFields } from '../../../core/fields/fields'
import { entityLabel, type WorkingCopy } from '../../../core/editing/working-copy'
import { sameField } from '../../../core/editing/fields'
import type { JsonObject } from '../../../core/model/json'
import { fieldName, valueText } from '../../composables/field-words'

/** One side of a conflict, with the choice it stands for. */
export interface ConflictSide {
  readonly name: string
  readonly value: string
  readonly choice?: ConflictChoice
  readonly button?: string
}

export interface ShownConflict {
  readonly id: string
  readonly conflict: Conflict
  readonly title: string
  readonly sides: readonly ConflictSide[]
}

function text(copy: WorkingCopy, field: string, value: Parameters<typeof valueText>[2]): string {
  if (secretFields.has(field)) return value === undefined ? 'not set' : 'set'
  return valueText(copy, field, value) ?? 'not set'
}

function labelOf(copy: WorkingCopy, conflict: Conflict): string {
  const { target } = conflict
  const list = target.kind === 'organization' ? copy.organizations : copy.connections
  const entity = list.find((item) => item.target.key === target.key)
  const seen = conflict.kind === 'vanished' ? conflict.seen : undefined
  return entityLabel(entity?.fields ?? seen ?? {}, target)
}

function changedFields(copy: WorkingCopy, was: JsonObject, theirs: JsonObject): string {
  const names = [...new Set([...Object.keys(was), ...Object.keys(theirs)])]
  return names
    .filter((field) => !sameField(field, was[field], theirs[field]))
    .map((field) => `${fieldName(field)}: ${text(copy, field, theirs[field])}`)
    .join('; ')
}

/** A conflict in words: was, mine and theirs, and what may be chosen. */
export function shownConflict(copy: WorkingCopy, conflict: Conflict): ShownConflict {
  const label = labelOf(copy, conflict)
  const base = { id: conflict.id, conflict }
  switch (conflict.kind) {
    case 'field': {
      const side = (value: Parameters<typeof valueText>[2]) => text(copy, conflict.field, value)
      return {
        ...base,
        title: `${label}, ${fieldName(conflict.field)}`,
        sides: [
          { name: 'Was', value: side(conflict.was) },
          { name: 'Mine', value: side(conflict.mine), choice: 'mine', button: 'Keep mine' },
          { name: 'Theirs', value: side(conflict.theirs), choice: 'theirs', button: 'Take theirs' },
        ],
      }
    }
    case 'vanished':
      return {
        ...base,
        title: label,
        sides: [
          { name: 'Was', value: 'there' },
          {
            name: 'Mine',
            value: 'edited; it is made anew with the edits',
            choice: 'recreate',
            button: 'Recreate',
          },
          { name: 'Theirs', value: 'deleted', choice: 'drop', button: 'Drop' },
        ],
      }
    case 'changed-after-delete':
      return {
        ...base,
        title: label,
        sides: [
          { name: 'Was', value: 'there' },
          { name: 'Mine', value: 'deleted', choice: 'mine', button: 'Keep mine' },
          {
            name: 'Theirs',
            value: changedFields(copy, conflict.was, conflict.theirs) || 'changed',
            choice: 'theirs',
            button: 'Take theirs',
          },
        ],
      }
  }
}
