import { projectName } from '../core/team-folder/paths'
import type { TeamItem } from '../core/team-folder/team'
import type { TeamRow } from '../core/ipc/team-folder'
import { CommandError } from './command-error'
import type { OpenedProject, FoundProject } from './open-project'
import { resolve } from 'node:path'
import { withRests } from '../main/concurrency/pauses'
import { readTeamFolderAt } from '../main/files/team-folder/read-team-folder'
import type { ProjectInFolder } from '../main/services/team-folder-files'

/** A project beside what the team folder has of it, as the window compares them. */
export interface TeamProject {
  readonly item: TeamItem
  readonly readingId: string
  readonly standing: Exclude<TeamRow['standing'], 'unknown'>
  /** What is to be known of it, in words. */
  readonly note?: string | undefined
}

/** Reads both sides; refused in words where they cannot be compared. */
export async function teamProject(opened: OpenedProject): Promise<TeamProject> {
  const { services, workspace, summary, valueOf } = opened
  const item: TeamItem = { kind: 'project', name: projectName(summary.slug) }
  const read = valueOf(await services.teamFolder['team.read']({ workspaceId: workspace.id }))
  const row = read.rows.find((each) => each.item.kind === item.kind && each.item.name === item.name)
  if (!row || read.readingId === undefined || row.standing === 'unknown') {
    const why = row?.note ?? read.refused ?? 'it cannot be read'
    throw new CommandError(`${summary.name} cannot be compared: ${why}.`)
  }
  return { item, readingId: read.readingId, standing: row.standing, note: row.note }
}

/**
 * Writes the server's state into the folder. Each file is read once more directly before: one that changed meanwhile
 * stays, and so does the rest.
 *
 * @param replace also where the folder has something else
 */
export async function writeTeamProject(
  { services, valueOf }: OpenedProject,
  { item, readingId }: Pick<TeamProject, 'item' | 'readingId'>,
  replace: boolean,
): Promise<{ readonly written: readonly string[]; readonly removed: readonly string[] }> {
  const { results, first } = valueOf(
    await services.teamFolder['team.write']({ readingId, items: [item], replace }),
  )
  const [result] = results
  if (!result) throw new Error('One item was written')
  if (result.problem !== undefined) throw new CommandError(`${result.problem}.`)
  if (result.conflicts.length > 0) {
    throw new CommandError(
      `Changed meanwhile, and left as they are: ${result.conflicts.join(', ')}.`,
    )
  }
  return { written: [...first, ...result.written], removed: result.removed }
}

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
