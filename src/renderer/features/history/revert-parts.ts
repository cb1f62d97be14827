import type { WorkingCopy } from '../../../core/draft/working-copy'
import type { PublishRecord, RecordedEntity } from '../../../core/history/publish-history'
import type { RevertItem } from '../../../core/history/revert'
import { fieldName } from '../../composables/field-words'
import {
  itemName,
  otherwiseSkippedWords,
  revertWords,
  skippedWords,
  valueOf,
} from './history-words'
import { recordedText, type RecordedText } from './recorded-texts'
import { t } from '../../../core/language/translate'

/** What a revert does to one field. */
export interface RevertField {
  readonly field: string
  readonly name: string
  readonly what: 'back' | 'missing' | 'stays'
  /** The published value, and the former one that comes back. */
  readonly from?: string
  readonly to?: string
  readonly text?: RecordedText
}

/** What a revert does to one organization, connection or setting, with each of its fields once. */
export interface RevertPart {
  readonly key: string
  readonly name: string
  readonly label: string
  readonly words: string
  readonly state: 'back' | 'goes' | 'conflict' | 'stays'
  readonly fields: readonly RevertField[]
}

/** Why a field does not come back. */
export const fieldWords = {
  missing: t('cannot be brought back: Ory never shows it, so enter it again before you publish'),
  stays: t('has its former value already'),
} as const

function entityFor({ entities }: Pick<PublishRecord, 'entities'>, { target, label }: RevertItem) {
  const own = entities.filter(({ kind }) => kind === target.kind)
  return (
    own.find(({ before, after }) => [before?.key, after?.key].includes(target.key)) ??
    // What is created again has a new key: it is found by what it was called.
    own.find(({ before, after }) => !after && before?.document['label'] === label)
  )
}

function fieldOf(
  record: PublishRecord,
  copy: WorkingCopy,
  entity: RecordedEntity | undefined,
  field: string,
): RevertField {
  const text = recordedText(entity, field)
  const base = { field, name: fieldName(field), what: 'back' } as const
  if (text) return { ...base, text }
  const from = valueOf(record, copy, field, entity?.after?.document[field])
  const to = valueOf(record, copy, field, entity?.before?.document[field])
  return {
    ...base,
    ...(from === undefined ? {} : { from }),
    to: to ?? t('not set'),
  }
}

function fieldsOf(record: PublishRecord, copy: WorkingCopy, item: RevertItem): RevertField[] {
  const entity = entityFor(record, item)
  const plain = (what: 'missing' | 'stays') => (field: string) =>
    ({ field, name: fieldName(field), what }) satisfies RevertField
  const missing = item.missing.map(plain('missing'))
  if (item.skipped !== undefined || item.what === 'relink') return missing
  const back = item.fields.map((field) => fieldOf(record, copy, entity, field))
  const known = new Set([...item.fields, ...item.missing])
  const stays =
    item.what === 'edit-back' ? (entity?.fields ?? []).filter((field) => !known.has(field)) : []
  return [...back, ...missing, ...stays.map(plain('stays'))]
}

const ranks = { conflict: 0, back: 1, goes: 1, stays: 2 } as const

function stateOf({ skipped, conflict, what }: RevertItem): RevertPart['state'] {
  if (skipped !== undefined) return 'stays'
  if (conflict) return 'conflict'
  return what === 'delete' ? 'goes' : 'back'
}

/** One list of all that a revert touches: first what is to be decided, last what stays as it is. */
export function revertParts(
  record: PublishRecord,
  copy: WorkingCopy,
  items: readonly RevertItem[],
): RevertPart[] {
  return items
    .map((item): RevertPart => {
      const { target, label, skipped, missing } = item
      const state = stateOf(item)
      const words = {
        stays: () =>
          missing.length > 0
            ? otherwiseSkippedWords(skipped ?? 'as-before')
            : skippedWords(skipped ?? 'as-before'),
        conflict: () => t('was changed since by someone else: you decide field by field'),
        back: () => revertWords(item),
        goes: () => revertWords(item),
      }
      return {
        key: `${target.kind} ${target.key} ${label}`,
        name: itemName(item),
        label,
        words: words[state](),
        state,
        fields: fieldsOf(record, copy, item),
      }
    })
    .toSorted((left, right) => ranks[left.state] - ranks[right.state])
}
