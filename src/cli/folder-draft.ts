import { resolve } from 'node:path'
import type { Draft } from '../core/draft/draft'
import { success } from '../core/errors/result'
import { noIntents, type IntentChange, type Intents } from '../core/intents/intents'
import type { Snapshot } from '../core/model/snapshot'
import { takingFromFile } from '../core/take/from-file'
import { projectName, projectPath } from '../core/team-folder/paths'
import { withRests } from '../main/concurrency/pauses'
import { readTeamFolderAt } from '../main/files/team-folder/read-team-folder'
import { loadProject } from '../main/services/team-folder/load-project'
import type { ProjectInFolder } from '../main/services/team-folder-files'
import type { FoundProject, OpenedProject } from './open-project'
import type { NamedVariables } from './secret-options'
import { changesForNamed, changesForSecrets } from './secrets'

/** Says where the team folder of the project's workspace is, as choosing it in the window does. */
export async function chooseFolder(opened: FoundProject, root: string): Promise<void> {
  const { services, workspace, valueOf } = opened
  const folder = resolve(root)
  valueOf(await services.files.teamFolder(workspace.id).write({ folder, base: {} }))
}

/**
 * The project as the team folder has it; refused in words where the folder has it not, or cannot be used. The folder is
 * read while the project is looked for.
 */
export async function projectInFolder(
  finding: Promise<FoundProject>,
  root: string,
): Promise<ProjectInFolder> {
  const reading = readTeamFolderAt(resolve(root), undefined, withRests)
  const found = await finding
  const { services, workspace, summary, valueOf } = found
  await chooseFolder(found, root)
  return valueOf(await services.folders.project(workspace.id, projectName(summary.slug), reading))
}

/** Finds what the server has as the file has it, of a state whose SCIM clients are still to come. */
export const compareBeforehand = (snapshot: Snapshot, { file }: ProjectInFolder) =>
  withRests(takingFromFile(file, snapshot, noIntents, () => 'new:'))

/** What a project's file in the team folder changes on the server, as the draft that the window would load. */
export async function intentsOf(
  opened: OpenedProject,
  { file, files: there }: ProjectInFolder,
  variables: NamedVariables,
): Promise<{
  readonly draft: Draft | undefined
  /** What no change is made of, in words. */
  readonly notTaken: readonly string[]
  readonly from: { readonly path: string; readonly sha512: string }
}> {
  const { services, summary, valueOf } = opened
  const { putStep, files } = services
  const path = projectPath(projectName(summary.slug))
  const loaded = valueOf(await loadProject(putStep, summary.id, file, there.folder))
  const put = async (
    label: string,
    make: (snapshot: Snapshot, intents: Intents) => IntentChange[],
  ) =>
    valueOf(
      await putStep(summary.id, (snapshot, { intents }) =>
        success({ label, changes: make(snapshot, intents), answer: undefined }),
      ),
    )
  await put('Secrets of what is new', changesForSecrets)
  await put('Secrets that were named', (snapshot, intents) =>
    changesForNamed(snapshot, intents, variables),
  )
  return {
    draft: valueOf(await files.drafts.read(summary.id)),
    notTaken: loaded.skipped,
    from: { path, sha512: there.hashes.get(path) ?? '' },
  }
}
