import { t } from '../../../core/language/translate'
import type { StoredWorkspace } from '../../../core/model/project'
import type { Result } from '../../../core/errors/result'
import { pairFileName } from '../pair-names'
import { causeOf } from '../store/file-errors'
import type { Notices } from '../store/notices'
import { ownersOf, type Owners } from './owners'
import { earlierProjects, takePairs, takeProject, workspaceInSnapshot } from './project-files'
import { takeSharedFiles, trashedWorkspaces } from './shared-files'

/**
 * Takes over the files of earlier versions, which named a project by Ory's own id alone: by the workspace that
 * lists it, connected or in the trash. What names no listed project stays as it is until its workspace comes.
 */
export interface TakeOver {
  /** All files; once, before anything else reads them. */
  atStart(): Promise<void>
  /** Files of projects that came with a workspace since. */
  ofListed(): Promise<void>
  /** Whose an id of an earlier version is, as far as is known now. */
  owners(): Promise<Owners>
}

/** @param deps.folder the user data folder */
export function createTakeOver(deps: {
  readonly folder: string
  readonly workspaces: { read(): Promise<Result<StoredWorkspace[] | undefined>> }
  readonly notices: Pick<Notices, 'add'>
}): TakeOver {
  const { folder, workspaces, notices } = deps

  async function owners(): Promise<Owners> {
    const connected = await workspaces.read()
    const trashed = await trashedWorkspaces(folder)
    return ownersOf([...((connected.ok ? connected.value : undefined) ?? []), ...trashed])
  }

  /** One that fails must not keep the others from being taken over; the next start tries it again. */
  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      notices.add({
        id: 'take over',
        title: t('Some files of an earlier version cannot be used yet'),
        text: `${t('They are unchanged in {folder}. The next start of the app tries again.', { folder })} ${causeOf(error)}`,
      })
    }
  }

  async function takeProjects(known: Owners): Promise<void> {
    for (const uuid of await earlierProjects(folder)) {
      await attempt(async () => {
        const id = known.ownerOf(uuid, await workspaceInSnapshot(folder, uuid))
        if (id !== undefined) await takeProject(folder, uuid, id)
      })
    }
    await attempt(() => takePairs(folder, known.ownerOf, pairFileName))
  }

  return {
    owners,
    async atStart() {
      const known = await owners()
      const inSnapshots = new Map<string, string | undefined>()
      for (const uuid of await earlierProjects(folder)) {
        inSnapshots.set(uuid, await workspaceInSnapshot(folder, uuid))
      }
      const ownerOf = (uuid: string) => known.ownerOf(uuid, inSnapshots.get(uuid))
      await attempt(() => takeSharedFiles(folder, { ...known, ownerOf }))
      await takeProjects(known)
    },
    async ofListed() {
      if ((await earlierProjects(folder)).size > 0) await takeProjects(await owners())
    },
  }
}
