import { intentChangesOf } from '../../../core/draft/edits'
import { entityLabel, workingCopy, type WorkingConnection } from '../../../core/draft/working-copy'
import { appError } from '../../../core/errors/app-error'
import { failure, success } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { EditedProject, EditedUse, SkippedUse } from '../../../core/ipc/all-mappers'
import type { MapperEntry, MapperProject } from '../../../core/mapper/texts/entry'
import { mapperHash } from '../../../core/model/mapper-text'
import { textMember } from '../../../core/model/json'
import type { PutStep } from '../drafts/put-step'

/** Uses that are named in an answer, over all its projects. */
export const mostSkipped = 500

const addressIn = (fields: WorkingConnection['fields'] | undefined) =>
  (fields && textMember(fields, 'mapper_url')) ?? ''

/** Why a connection gets no new text; `undefined` where it gets it. */
function whySkipped(
  connection: WorkingConnection | undefined,
  isMapper: (address: string) => boolean,
  overwrite: boolean,
): string | undefined {
  if (!connection) return t('The connection no longer exists.')
  if (connection.status === 'deleted') return t('The draft deletes this connection.')
  if (connection.ambiguous) {
    return t('Several connections of the project have this ID, so none of them can be edited here.')
  }
  if (isMapper(addressIn(connection.fields))) return undefined
  const isReplaced =
    connection.edited.includes('mapper_url') && isMapper(addressIn(connection.server))
  if (!isReplaced) return t('The connection has another mapper by now.')
  return overwrite ? undefined : t('The draft already has another mapper there, which stays.')
}

/** What takes the place of a mapper. */
interface NextMapper {
  /** Its address. */
  readonly value: string
  /** How that stands in the history of the draft. */
  readonly label: (connections: number) => string
}

/**
 * Puts another text into the draft of one project in the place of a mapper, as one step.
 *
 * @param named how many uses that are left out are named; the others are counted
 */
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
    const { connections } = workingCopy(snapshot, intents)
    const byKey = new Map(connections.map((connection) => [connection.target.key, connection]))
    const skipped: SkippedUse[] = []
    const targets = uses.flatMap(({ connectionKey, overwrite }) => {
      const connection = byKey.get(connectionKey)
      const why = whySkipped(connection, isMapper, overwrite)
      if (connection && why === undefined) return [connection.target]
      const label = connection ? entityLabel(connection.fields, connection.target) : connectionKey
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
