import type {
  PublishRecord,
  PublishSummary,
  RecordedChange,
  RecordedRequest,
} from '../../../core/history/publish-history'
import { secretFields } from '../../../core/fields/fields'
import type { RevertItem } from '../../../core/history/revert'
import { entityLabel, type WorkingCopy } from '../../../core/draft/working-copy'
import { filterWords, hasWords } from '../../../core/search/filter-words'
import { textMember, type JsonObject, type JsonValue } from '../../../core/model/json'
import { organizationNames } from '../../../core/draft/entity-index'
import { fieldName, valueWords, type OrganizationName } from '../../../core/fields/value-words'
import { valueLine, type ChangeLine } from '../../../core/publish/change-words'
import { whatText, whoText } from '../../composables/publish-words'
import { timeText } from '../../composables/time-words'
import { entityOf, recordedText, type RecordedText } from './recorded-texts'
import { t } from '../../../core/language/translate'

/** Which organizations and connections, at most five by name. */
export function labelsText({ labels, count }: PublishSummary): string {
  const more = count - labels.length
  const names = labels.join(', ')
  return more > 0 ? t('{names} and {count} more', { names, count: more }) : names
}

/** How a publish ended, in a word for the row. */
export function resultText({
  result,
  done,
  steps,
}: Pick<PublishSummary, 'result' | 'done' | 'steps'>) {
  switch (result) {
    case 'published':
      return t('Published')
    case 'stopped':
      return t('Stopped after {done} of {steps}', { done, steps })
    case 'moved':
      return t('Project changed after {done} of {steps}', { done, steps })
    case 'interrupted':
      return t('Interrupted after {done} of {steps}', { done, steps })
  }
}

/** Whether a publish has every word that was typed: in its why and who, labels, ids, fields, values or time. */
export function matchesSearch(summary: PublishSummary, typed: string): boolean {
  const fields = summary.search
  const text = [
    fields,
    summary.labels.join(' '),
    timeText(summary.startedAt),
    summary.startedAt,
    whoText(summary),
    resultText(summary),
    whatText(summary),
  ]
    .join(' ')
    .toLowerCase()
  return hasWords(text, filterWords(typed))
}

export type RecordedLine = ChangeLine<RecordedText>

/** Names organizations as they were called then, or are today. */
export const recordedNames =
  (record: PublishRecord, copy: WorkingCopy): OrganizationName =>
  (key) => {
    const then = record.entities.find(
      ({ kind, before, after }) =>
        kind === 'organization' && (before?.key === key || after?.key === key),
    )
    const { document } = then?.after ?? then?.before ?? {}
    return (document && textMember(document, 'label')) || organizationNames(copy)(key)
  }

/** Members of an organization that the server keeps for itself. */
const ownMembers = new Set(['id', 'created_at', 'updated_at', 'project_id', 'domain_verifications'])

function deletedLines(record: PublishRecord, copy: WorkingCopy, change: RecordedChange) {
  const { kind, key } = change.target
  const entity = record.entities.find((item) => item.kind === kind && item.before?.key === key)
  const document: JsonObject = entity?.before?.document ?? {}
  return Object.entries(document).flatMap(([field, value]): RecordedLine[] => {
    if (kind === 'organization' && ownMembers.has(field)) return []
    const text = value === '' ? undefined : recordedText(entity, field)
    if (text) return [{ name: fieldName(field), text }]
    const before = valueWords(field, value, recordedNames(record, copy))
    return before === undefined ? [] : [{ name: fieldName(field), before }]
  })
}

/** A published change line by line, before and after. Of a secret only what happened to it. */
export function publishedLines(
  record: PublishRecord,
  copy: WorkingCopy,
  change: RecordedChange,
): RecordedLine[] {
  if (change.status === 'deleted') return deletedLines(record, copy, change)
  const entity = entityOf(record, change)
  const nameOf = recordedNames(record, copy)
  return change.fields.map(({ field, before, after, secret }): RecordedLine => {
    const name = fieldName(field)
    if (secret || secretFields.has(field))
      return { name, note: t('was sent; its value is not stored') }
    const text = recordedText(entity, field)
    return text ? { name, text } : valueLine({ field, before, after }, nameOf)
  })
}

/** A request's name in its tab, such as `1 POST`. */
export function requestName(request: RecordedRequest, index: number): string {
  return `${index + 1} ${request.method}`
}

/** JSON as a person reads and copies it. */
export function jsonText(value: JsonValue | undefined): string {
  return value === undefined ? '' : JSON.stringify(value, undefined, 2)
}

/** What a revert does to one entity, in words; its fields are named beneath. */
export function revertWords({ what, target }: Pick<RevertItem, 'what' | 'target'>): string {
  switch (what) {
    case 'edit-back':
      return t('is set back to its values from before the publish')
    case 'create-again':
      return target.kind === 'organization'
        ? t('is created again, with a new ID')
        : t('is created again')
    case 'delete':
      return t('is deleted, since the publish created it')
    case 'relink':
      return t('is linked to its organization’s new ID')
  }
}

/** That nothing is done about one entity, and why. */
export function skippedWords(why: NonNullable<RevertItem['skipped']>): string {
  switch (why) {
    case 'as-before':
      return t('stays as it is: it already has the values from before the publish')
    case 'gone':
      return t('stays as it is: it is no longer there')
    case 'in-draft':
      return t('stays as it is: it is in the draft already')
    case 'draft-deletes':
      return t('stays as it is: it is deleted in the draft, and stays deleted')
    case 'unread':
      return t(
        'stays as it is: the SCIM clients of the project are not known, since its server does not ' +
          'show them or they were not read',
      )
  }
}

/** The same of one of which some fields cannot be brought back either. */
export function otherwiseSkippedWords(why: NonNullable<RevertItem['skipped']>): string {
  switch (why) {
    case 'as-before':
      return t('otherwise stays as it is: it already has the values from before the publish')
    case 'gone':
      return t('otherwise stays as it is: it is no longer there')
    case 'in-draft':
      return t('otherwise stays as it is: it is in the draft already')
    case 'draft-deletes':
      return t('otherwise stays as it is: it is deleted in the draft, and stays deleted')
    case 'unread':
      return t('otherwise stays as it is: the SCIM clients of the project are not known')
  }
}

/** The name of an entity with its kind, for lists that hold both. */
export function itemName({ target, label }: RevertItem): string {
  const name = label || entityLabel({}, target)
  switch (target.kind) {
    case 'organization':
      return t('Organization {name}', { name })
    case 'connection':
      return t('Connection {name}', { name })
    case 'scim-client':
      return t('SCIM client {name}', { name })
    case 'method':
      return t('Settings {name}', { name })
  }
}
