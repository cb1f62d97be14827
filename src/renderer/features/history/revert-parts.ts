import type { WorkingCopy } from '../../../core/draft/working-copy'
import { fieldName } from '../../../core/fields/value-words'
import type { PublishRecord } from '../../../core/history/publish-history'
import type { RevertItem } from '../../../core/history/revert'
import { valueLine } from '../../../core/publish/change-words'
import {
  itemName,
  otherwiseSkippedWords,
  recordedNames,
  revertWords,
  skippedWords,
  recordedText,
  type RecordedLine,
} from './history-words'
import { t } from '../../../core/language/translate'

export interface RevertPart {
  readonly key: string
  readonly name: string
  readonly label: string
  readonly words: string
  readonly state: 'back' | 'goes' | 'conflict' | 'stays'
  readonly lines: readonly RecordedLine[]
}

function entityFor({ entities }: Pick<PublishRecord, 'entities'>, { target, label }: RevertItem) {
  const own = entities.filter(({ kind }) => kind === target.kind)
  return (
    own.find(({ before, after }) => [before?.key, after?.key].includes(target.key)) ??
    // What is created again has a new key: it is found by what it was called.
    own.find(({ before, after }) => !after && before?.document['label'] === label)
  )
}

function linesOf(record: PublishRecord, copy: WorkingCopy, item: RevertItem): RecordedLine[] {
  const entity = entityFor(record, item)
  const nameOf = recordedNames(record, copy)
  const missing = item.missing.map((field) => ({
    name: fieldName(field),
    note: t('cannot be brought back: Ory never shows it, so enter it again before you publish'),
    isWarning: true,
  }))
  if (item.skipped !== undefined || item.what === 'relink') return missing
  const back = item.fields.map((field): RecordedLine => {
    const text = recordedText(entity, field)
    if (text) return { name: fieldName(field), text }
    const [before, after] = [entity?.after, entity?.before].map((side) => side?.document[field])
    return valueLine({ field, before, after }, nameOf)
  })
  const known = new Set([...item.fields, ...item.missing])
  const stays =
    item.what === 'edit-back' ? (entity?.fields ?? []).filter((field) => !known.has(field)) : []
  const note = t('has its former value already')
  return [...back, ...missing, ...stays.map((field) => ({ name: fieldName(field), note }))]
}

const ranks = { conflict: 0, back: 1, goes: 1, stays: 2 } as const

function stateOf({ skipped, conflict, what }: RevertItem): RevertPart['state'] {
  if (skipped !== undefined) return 'stays'
  if (conflict) return 'conflict'
  return what === 'delete' ? 'goes' : 'back'
}

/** Decisions first, unchanged entities last. */
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
        lines: linesOf(record, copy, item),
      }
    })
    .toSorted((left, right) => ranks[left.state] - ranks[right.state])
}
