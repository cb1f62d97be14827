import { idField } from '../../../core/draft/working-copy'
import type { TwoTexts } from '../../../core/ipc/common'
import { hasMapper, keyOfTarget } from '../../../core/mapper/owners/owners'
import { contentFieldSchema, type ContentField } from '../../../core/model/content-field'
import { textMember } from '../../../core/model/json'
import type {
  PublishRecord,
  RecordedChange,
  RecordedEntity,
} from '../../../core/history/publish-history'
import type { LineText } from '../../../core/publish/change-words'
import { metadataForm } from '../../../core/saml/metadata-value'
import { request } from '../../bridge/request'

/** A mapper or metadata that a publish changed. */
export interface RecordedText extends LineText {
  /** Key of its owner, as the record has it. */
  readonly key: string
  readonly field: ContentField
}

/** What a publish recorded of the entity of a change. */
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
