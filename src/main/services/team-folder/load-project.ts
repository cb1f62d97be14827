import { randomUUID } from 'node:crypto'
import { listedFirst } from '../../../core/language/listed'
import { t } from '../../../core/language/translate'
import { intentChangesOf } from '../../../core/draft/edits'
import type { IntentChange, Intents } from '../../../core/intents/intents'
import { success } from '../../../core/errors/result'
import { fieldName } from '../../../core/fields/value-words'
import type { TeamLoaded } from '../../../core/ipc/team-folder'
import type { SetUpFile } from '../../../core/set-up-file/form'
import { takeFromFile, type FilePlan } from '../../../core/take/from-file'
import { skippedWords } from '../../../core/take/skipped-words'
import type { NewKey } from '../../../core/take/take'
import type { TeamFolder } from '../../../core/team-folder/team'
import type { PutStep } from '../drafts/put-step'
import { isProjectUuid, type ProjectId } from '../../../core/model/project-id'

type Loaded = Pick<TeamLoaded, 'changes' | 'toType' | 'skipped'>

const mostNamed = 50

/** Loading deletes nothing that only the server has. */
function kept({ onlyOnServer }: FilePlan): string[] {
  const count = onlyOnServer.length
  if (count === 0) return []
  const names = listedFirst(onlyOnServer, mostNamed)
  return [
    t(
      '{count, plural, one {# entry of the server is not in the folder, and stays: {names}} ' +
        'other {# entries of the server are not in the folder, and stay: {names}}}',
      { count, names },
    ),
  ]
}

/** Key with the file's ID; an ID that another project of the folder uses is a copy and replaced. */
function createNewKey(
  file: SetUpFile,
  { projects }: Pick<TeamFolder, 'projects'>,
  intents: Intents,
): NewKey {
  const others = [...projects.values()].filter((each) => each.file !== file)
  const taken = new Set(others.flatMap((each) => each.file.organizations.map(({ id }) => id)))
  return ({ kind, left }) => {
    const id = kind === 'organization' ? (left?.key ?? '') : ''
    const isFree = !taken.has(id) && !Object.hasOwn(intents.organization, `new:${id}`)
    return isProjectUuid(id) && isFree ? `new:${id}` : `new:${randomUUID()}`
  }
}

function summary(plan: FilePlan) {
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
    skipped: [...[...skipped, ...plan.remarks].slice(0, mostNamed), ...kept(plan)],
  }
  return { made, loaded }
}

/** Loads a project's setup into its draft as one step. */
export async function loadProject(
  putStep: PutStep,
  projectId: ProjectId,
  file: SetUpFile,
  folder: Pick<TeamFolder, 'projects'>,
) {
  const put = await putStep(projectId, (snapshot, { intents }) => {
    const plan = takeFromFile(file, snapshot, intents, createNewKey(file, folder, intents))
    const { made, loaded } = summary(plan)
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
