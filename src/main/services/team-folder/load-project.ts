import { randomUUID } from 'node:crypto'
import { t } from '../../../core/language/translate'
import { intentChangesOf } from '../../../core/draft/edits'
import type { IntentChange } from '../../../core/intents/intents'
import { success } from '../../../core/errors/result'
import { fieldName } from '../../../core/fields/value-words'
import type { TeamLoaded } from '../../../core/ipc/team-folder'
import type { Snapshot } from '../../../core/model/snapshot'
import { connectionKey, connectionsOf } from '../../../core/model/connection'
import { textMember } from '../../../core/model/json'
import { keyOfTarget } from '../../../core/mapper/owners/owners'
import { scimClientsOf } from '../../../core/model/scim-client'
import type { SetUpFile } from '../../../core/set-up-file/form'
import { takeFromFile, type FilePlan } from '../../../core/take/from-file'
import { skippedWords } from '../../../core/take/skipped-words'
import type { PutStep } from '../drafts/put-step'
import type { ProjectId } from '../../../core/model/project-id'

type Loaded = Pick<TeamLoaded, 'changes' | 'toType' | 'skipped'>

const mostNamed = 50

const clientName = (id: string) => keyOfTarget({ kind: 'scim-client', key: id })

/** What the server has and the file does not: loading deletes nothing. */
function kept(file: SetUpFile, { project, organizations, scim }: Snapshot): string[] {
  const named = new Set([
    ...file.organizations.map(({ id }) => id),
    ...file.connections.map(({ protocol, id }) => connectionKey(protocol, id)),
    ...(file.scimClients ?? []).map(({ id }) => clientName(id)),
  ])
  const own = [
    ...organizations.map((fields) => textMember(fields, 'id') ?? ''),
    ...connectionsOf({ project }).map(({ key }) => key),
    // A file that says nothing of them does not lack any.
    ...(file.scimClients && scim ? scimClientsOf({ scim }).map(({ key }) => clientName(key)) : []),
  ]
  const more = own.filter((id) => !named.has(id)).length
  if (more === 0) return []
  return [
    t(
      '{count, plural, one {# entry of the server is not in the folder: loading deletes nothing} ' +
        'other {# entries of the server are not in the folder: loading deletes nothing}}',
      { count: more },
    ),
  ]
}

function summary(file: SetUpFile, snapshot: Snapshot, plan: FilePlan) {
  const made = plan.items.filter(({ edits }) => edits.length > 0)
  const skipped = plan.items.flatMap(({ label, heldBack, skipped: fields }) =>
    heldBack === undefined
      ? fields.map(({ field, why }) => `${label}: ${skippedWords(fieldName(field), why)}`)
      : [`${label}: ${heldBack}`],
  )
  const loaded: Loaded = {
    changes: made.length,
    toType: made.flatMap(({ label, toType }) =>
      toType.map((field) => t('{field} of {label}', { field: fieldName(field), label })),
    ),
    skipped: [...skipped, ...plan.remarks, ...kept(file, snapshot)].slice(0, mostNamed),
  }
  return { made, loaded }
}

/** Puts the set-up of a project into its draft as one step; what is the same already is no edit. */
export async function loadProject(putStep: PutStep, projectId: ProjectId, file: SetUpFile) {
  const put = await putStep(projectId, (snapshot, { intents }) => {
    const plan = takeFromFile(file, snapshot, intents, () => `new:${randomUUID()}`)
    const { made, loaded } = summary(file, snapshot, plan)
    const changes = made
      .flatMap(({ edits }) => edits)
      .flatMap((edit): IntentChange[] => intentChangesOf(snapshot, intents, edit))
    const label = t(
      'Loaded {count, plural, one {# change} other {# changes}} from the team folder',
      { count: loaded.changes },
    )
    return success({ label, changes, answer: loaded })
  })
  return put.ok ? success(put.value.answer) : put
}
