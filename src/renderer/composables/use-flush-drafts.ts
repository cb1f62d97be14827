import { t } from '../../core/language/translate'
import type { ProjectId } from '../../core/model/project-id'
import { useAppStore } from '../stores/app'
import { useProjectsStore } from '../stores/projects'

/** Writes pending edits of drafts to disk, where main works on them. @returns why that failed, in words */
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
