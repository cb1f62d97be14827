import type {
  PublishRecord,
  PublishSummary,
  RecordedChange,
  RecordedRequest,
  RecordedEntity,
} from '../../../core/history/publish-history'
import { secretFields } from '../../../core/fields/fields'
import type { RevertItem } from '../../../core/history/revert'
import { entityLabel, idField, type WorkingCopy } from '../../../core/draft/working-copy'
import { filterWords, hasWords } from '../../../core/search/filter-words'
import { textMember, type JsonObject, type JsonValue } from '../../../core/model/json'
import { organizationNames } from '../../../core/draft/entity-index'
import { fieldName, valueWords, type OrganizationName } from '../../../core/fields/value-words'
import { valueLine, type ChangeLine, type LineText } from '../../../core/publish/change-words'
import { whatText, whoText, whyText } from '../../composables/publish-words'
import { timeText } from '../../composables/time-words'
import { t } from '../../../core/language/translate'
import type { TeamPublish } from '../../../core/team-folder/publish-file'
import type { TwoTexts } from '../../../core/ipc/common'
import { hasMapper, keyOfTarget } from '../../../core/mapper/owners/owners'
import { contentFieldSchema, type ContentField } from '../../../core/model/content-field'
import { metadataForm } from '../../../core/saml/metadata-value'
import { request } from '../../bridge/request'

export interface RecordedText extends LineText {
  readonly key: string
  readonly field: ContentField
}

export function entityOf(
  { entities }: Pick<PublishRecord, 'entities'>,
  { target, fields, status }: RecordedChange,
): RecordedEntity | undefined {
  // A new connection has the key that it got from its ID.
  const own = idField(target.kind)
  const id = fields.find(({ field }) => field === own)?.after
  return entities.find(({ kind, before, after }) => {
    if (kind !== target.kind) return false
    const isById = kind === 'connection' || kind === 'scim-client'
    if (status === 'new' && isById && !before) return after?.document[own] === id
    return before?.key === target.key || after?.key === target.key
  })
}

/** The text of a field of an entity; `undefined` for a field that is none. */
export function recordedText(
  entity: RecordedEntity | undefined,
  field: string,
): RecordedText | undefined {
  const content = contentFieldSchema.safeParse(field).data
  const own = entity?.after?.key ?? entity?.before?.key
  if (!content || !entity || !hasMapper(entity.kind) || own === undefined) return undefined
  const key = keyOfTarget({ kind: entity.kind, key: own })
  const values = [entity.before, entity.after].map((side) =>
    textMember(side?.document ?? {}, content),
  )
  const kind = content === 'mapper_url' ? 'mapper' : 'metadata'
  const isElsewhere = values.some((value) => metadataForm(value ?? '') === 'url')
  return { key, field: content, kind, isNew: entity.before === undefined, isElsewhere }
}

/** Reads both texts; with `backward` as a revert would change them. */
export async function readRecordedTexts(
  { projectId, id }: Pick<PublishRecord, 'projectId' | 'id'>,
  { key, field }: RecordedText,
  signal: AbortSignal,
  backward = false,
): Promise<TwoTexts> {
  const input = { projectId, id, key, field }
  const result = await request('publish-history.texts', input, { signal })
  if (!result.ok) return { before: { error: result.error }, after: { error: result.error } }
  const { before, after } = result.value
  return backward ? { before: after, after: before } : { before, after }
}

/** Which organizations and connections, at most five by name. */
export function labelsText({ labels, count }: PublishSummary): string {
  const more = count - labels.length
  const names = labels.join(', ')
  return more > 0 ? t('{names} and {count} more', { names, count: more }) : names
}

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

/** The last publish of the project that the team folder knows. */
export interface FolderPublish extends Pick<PublishSummary, 'by' | 'why'> {
  readonly id: 'in-folder'
  readonly startedAt: string
}
export type PublishRow = PublishSummary | FolderPublish

export const isOfFolder = (row: PublishRow): row is FolderPublish => row.id === 'in-folder'

/** Newest first; a publish that was made here and written into the folder appears once. */
export function publishRows(
  own: readonly PublishSummary[],
  inFolder: TeamPublish | undefined,
): readonly PublishRow[] {
  if (!inFolder || own.some(({ endedAt }) => endedAt === inFolder.at)) return own
  const { at: startedAt, by, summary = '', ticket } = inFolder
  const row: FolderPublish = {
    id: 'in-folder',
    startedAt,
    ...(by === undefined ? {} : { by }),
    why: { summary, ...(ticket === undefined ? {} : { ticket }) },
  }
  return [...own, row].toSorted((one, other) => (one.startedAt < other.startedAt ? 1 : -1))
}

export const folderWhoText = ({ by }: Pick<FolderPublish, 'by'>): string =>
  by === undefined ? t('from the team folder') : t('by {name}, from the team folder', { name: by })

export function rowWords(row: PublishRow) {
  if (isOfFolder(row)) {
    const tone = 'neutral' as const
    return { result: t('Team folder'), tone, what: '', who: folderWhoText(row) }
  }
  return {
    result: resultText(row),
    tone: row.result === 'published' ? ('good' as const) : ('warning' as const),
    what: `${whatText(row)}: ${labelsText(row)}`,
    who: whoText(row),
  }
}

export const rowName = (row: PublishRow): string =>
  whyText(row) || (isOfFolder(row) ? folderWhoText(row) : labelsText(row))

export function rowMatches(row: PublishRow, typed: string): boolean {
  if (!isOfFolder(row)) return matchesSearch(row, typed)
  const { startedAt } = row
  const text = [whyText(row), folderWhoText(row), timeText(startedAt), startedAt].join(' ')
  return hasWords(text.toLowerCase(), filterWords(typed))
}
