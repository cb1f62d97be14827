import { useProjectsStore } from '../../stores/projects'
import type { ProjectId } from '../../../core/model/project-id'

/** Leads to the review of a project's draft; stays here where the person keeps unsaved edits. */
export function useReviewDraft() {
  const projects = useProjectsStore()
  return async (projectId: ProjectId): Promise<void> => {
    if (projects.shown?.projectId !== projectId) await projects.open(projectId)
    if (projects.shown?.projectId !== projectId) return
    projects.shown.place.show({ name: 'main' })
    projects.shown.place.open({ name: 'review' })
  }
}
