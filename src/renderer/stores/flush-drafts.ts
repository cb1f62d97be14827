import { t } from '../../core/language/translate'
import type { ProjectId } from '../../core/model/project-id'
import { useAppStore } from './app'
import { useProjectsStore } from './projects'

/** Main works on the drafts on disk: `flush` writes there what was typed last in this window. */
export function useFlushDrafts() {
  const app = useAppStore()
  const projects = useProjectsStore()

  /** @returns why the last edits of one of the projects are not on disk, in words */
  return async function flush(projectIds: readonly ProjectId[]): Promise<string | undefined> {
    for (const session of [...projects.tabs, ...projects.visited]) {
      if (!projectIds.includes(session.projectId) || !session.draft.current) continue
      const isKept = (await session.secrets.flush()) && (await session.saving.flush())
      if (isKept) continue
      const project = app.projectById(session.projectId)?.name
      return project === undefined
        ? t(
            'The last edits of a project could not be saved, so nothing was done. They are ' +
              'still in its tab.',
          )
        : t(
            'The last edits of {project} could not be saved, so nothing was done. They are ' +
              'still in its tab.',
            { project },
          )
    }
    return undefined
  }
}
