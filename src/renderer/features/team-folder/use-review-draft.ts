import { useProjectsStore } from '../../stores/projects'

/** Leads to the review of a project's draft; stays here where the person keeps unsaved edits. */
export function useReviewDraft() {
  const projects = useProjectsStore()
  return async (projectId: string): Promise<void> => {
    if (projects.shown?.projectId !== projectId) await projects.open(projectId)
    if (projects.shown?.projectId !== projectId) return
    projects.shown.place.show({ name: 'main' })
    projects.shown.place.open({ name: 'review' })
  }
}
