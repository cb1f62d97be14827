import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import type { ProjectSummary } from '../../core/model/project'
import type { ProjectId } from '../../core/model/project-id'
import { projectName, projectPath } from '../../core/team-folder/paths'
import type { TeamPublish } from '../../core/team-folder/publish-file'
import type { FolderProject, TeamFolder } from '../../core/team-folder/team'
import type { AppFiles } from '../files/app-files'
import type { Folders } from '../files/team-folder/read-team-files'
import type { ReadFolder } from '../files/team-folder/read-team-folder'
import type { TeamFolderWatch } from '../files/team-folder/watch-team-folders'
import { createTeamMemories } from './team-memories'
import type { WorkspacesService } from './workspaces/workspaces'

export interface FolderFiles {
  readonly root: string
  /** SHA-512 in lower-case hex, by path. */
  readonly hashes: ReadonlyMap<string, string>
  readonly folder: TeamFolder
}

export interface ProjectInFolder extends FolderProject {
  /** The workspace's project with this name. */
  readonly summary?: ProjectSummary | undefined
  readonly files: FolderFiles
}

/** Reads team folders and then watches them. */
export interface FolderReader {
  files(root: string): Promise<Result<FolderFiles>>
  /** The project called `name` in the folder, reusing a running read. */
  project(
    workspaceId: string,
    name: string,
    reading?: Promise<ReadFolder | undefined>,
  ): Promise<Result<ProjectInFolder>>
  /** A project's publish in the folder, read without the rest. */
  published(projectId: ProjectId): Promise<TeamPublish | undefined>
}

/** The message gives the reason, which is more specific than the code. */
const refused = (words: string) => failure(appError('file.read-failed', words))

/** `readFolder` returns `undefined` if its process ended. */
export function createFolderReader(deps: {
  readonly readFolder: (root: string, folders?: Folders) => Promise<ReadFolder | undefined>
  readonly files: Pick<AppFiles, 'teamFolder'>
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly watching: Pick<TeamFolderWatch, 'follow'>
}): FolderReader {
  const { readFolder, files, workspaces, watching } = deps
  const memories = createTeamMemories({ files, workspaces })

  async function filesOf(
    root: string,
    reading?: Promise<ReadFolder | undefined>,
  ): Promise<Result<FolderFiles>> {
    await watching.follow(root)
    const read = await (reading ?? readFolder(root))
    if (read?.ok) return success({ root, hashes: read.hashes, folder: read.folder })
    // The path is shown separately.
    const code = read?.code ?? t('unknown')
    return failure(appError('file.read-failed', code, { subject: root }))
  }

  return {
    files: (root) => filesOf(root),

    async project(workspaceId, name, reading) {
      const stored = await memories(workspaceId).read()
      if (!stored.ok) return stored
      if (!stored.value) return refused(t('No team folder is chosen for this workspace'))
      const read = await filesOf(stored.value.folder, reading)
      if (!read.ok) {
        const values = { folder: stored.value.folder, why: read.error.message }
        return refused(t('The folder {folder} cannot be read ({why})', values))
      }
      const { folder } = read.value
      if (folder.refused !== undefined) return refused(folder.refused)
      const project = folder.projects.get(name)
      if (!project) {
        const path = projectPath(name)
        const why = folder.problems.find((problem) => problem.path === path)?.words
        return refused(
          why === undefined
            ? t('The team folder does not have {path} any more', { path })
            : `${path}: ${why}`,
        )
      }
      const workspace = (await workspaces.list()).find(({ id }) => id === workspaceId)
      const summary = workspace?.projects.find(({ slug }) => projectName(slug) === name)
      return success({ ...project, summary, files: read.value })
    },

    async published(projectId) {
      const [summary] = (await workspaces.list()).flatMap(({ projects }) =>
        projects.filter(({ id }) => id === projectId),
      )
      if (!summary) return undefined
      const stored = await memories(summary.workspaceId).read()
      if (!stored.ok || !stored.value) return undefined
      const { folder: root } = stored.value
      await watching.follow(root)
      // An unreadable folder is reported where it is shown.
      const read = await readFolder(root, ['publishes'])
      return read?.ok ? read.folder.published.get(projectName(summary.slug)) : undefined
    },
  }
}
