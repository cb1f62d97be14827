import { t } from '../../core/language/translate'
import type { ProjectId } from '../../core/model/project-id'
import { useAppStore } from '../stores/app'
import { useProjectsStore } from '../stores/projects'

/**
 * Writes what was typed last in the drafts of some projects: main works on the drafts on disk.
 *
 * @returns why nothing can be done, in words; `undefined` once everything is on disk
 */
export function useFlushDrafts(): (ids: readonly ProjectId[]) => Promise<string | undefined> {
  const app = useAppStore()
  const projects = useProjectsStore()
  return async (ids) => {
    for (const session of [...projects.tabs, ...projects.visited]) {
      if (!ids.includes(session.projectId) || !session.draft.current) continue
      const isKept = (await session.secrets.flush()) && (await session.saving.flush())
      if (isKept) continue
      const project = app.nameOf(session.projectId)
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
