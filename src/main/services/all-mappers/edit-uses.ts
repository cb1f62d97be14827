import { intentChangesOf } from '../../../core/draft/edits'
import { entityLabel, workingCopy } from '../../../core/draft/working-copy'
import { appError } from '../../../core/errors/app-error'
import { failure, success } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { EditedProject, EditedUse, SkippedUse } from '../../../core/ipc/all-mappers'
import type { MapperEntry, MapperProject } from '../../../core/mapper/texts/entry'
import {
  isClientKey,
  mapperOwners,
  ownerKey,
  type MapperOwner,
} from '../../../core/mapper/owners/owners'
import { mapperHash } from '../../../core/model/mapper-text'
import { textMember } from '../../../core/model/json'
import type { PutStep } from '../drafts/put-step'

/** Maximum number of uses named in an answer. */
export const mostSkipped = 500

const addressIn = (fields: MapperOwner['fields'] | undefined) =>
  (fields && textMember(fields, 'mapper_url')) ?? ''

/** Why an owner keeps its mapper; `undefined` if it gets the new one. */
function whySkipped(
  owner: MapperOwner | undefined,
  isClient: boolean,
  isMapper: (address: string) => boolean,
  overwrite: boolean,
): string | undefined {
  if (!owner) {
    return isClient ? t('The SCIM client no longer exists.') : t('The connection no longer exists.')
  }
  if (owner.status === 'deleted') {
    return isClient
      ? t('The draft deletes this SCIM client.')
      : t('The draft deletes this connection.')
  }
  if (owner.ambiguous) {
    return isClient
      ? t('Several SCIM clients of the project have this ID, so none of them can be edited here.')
      : t('Several connections of the project have this ID, so none of them can be edited here.')
  }
  if (isMapper(addressIn(owner.fields))) return undefined
  const isReplaced = owner.edited.includes('mapper_url') && isMapper(addressIn(owner.server))
  if (!isReplaced) {
    return isClient
      ? t('The SCIM client has another mapper by now.')
      : t('The connection has another mapper by now.')
  }
  return overwrite ? undefined : t('The draft already has another mapper there, which stays.')
}

interface NextMapper {
  readonly value: string
  readonly label: (connections: number) => string
}

/** Replaces a mapper in one project's draft as one step; names at most `named` omitted uses. */
export async function editInProject(
  putStep: PutStep,
  { id, hash }: Pick<MapperEntry, 'id' | 'hash'>,
  { value, label: labelOf }: NextMapper,
  project: MapperProject,
  uses: readonly EditedUse[],
  named: number,
): Promise<EditedProject> {
  const isMapper = (address: string) =>
    address === id || (hash !== undefined && mapperHash(address) === hash)
  const put = await putStep(project.id, (snapshot, { intents }) => {
    const owners = mapperOwners(workingCopy(snapshot, intents))
    const byKey = new Map(owners.map((owner) => [ownerKey(owner), owner]))
    const skipped: SkippedUse[] = []
    const targets = uses.flatMap(({ connectionKey, overwrite }) => {
      const owner = byKey.get(connectionKey)
      const why = whySkipped(owner, isClientKey(connectionKey), isMapper, overwrite)
      if (owner && why === undefined) return [owner.target]
      const label = owner ? entityLabel(owner.fields, owner.target) : connectionKey
      skipped.push({ connectionKey, label, why: why ?? '' })
      return []
    })
    const changes = targets.flatMap((target) =>
      intentChangesOf(snapshot, intents, { kind: 'set-field', target, field: 'mapper_url', value }),
    )
    return success({
      label: labelOf(targets.length),
      changes,
      answer: { written: targets.length, skipped },
    })
  })
  if (!put.ok) {
    const { code, message } = put.error
    return { project, written: 0, skipped: [], skippedCount: uses.length, error: { code, message } }
  }
  const { written, skipped } = put.value.answer
  return { project, written, skipped: skipped.slice(0, named), skippedCount: skipped.length }
}

export const unknownMapper = () =>
  failure(appError('request.invalid', t('There is no such mapper any more: look again')))
