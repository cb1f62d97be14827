import type { MapperUse } from '../../../core/mapper/library/entry'
import type { ProjectSession } from '../../project/project-session'
import { useProjectsStore } from '../../stores/projects'
import type { ProjectId } from '../../../core/model/project-id'

/** Leads from uses of a mapper to their places. */
export function useOpenUse() {
  const projects = useProjectsStore()

  /** The session of a project, shown; `undefined` where the person stays with unsaved edits. */
  async function show(projectId: ProjectId): Promise<ProjectSession | undefined> {
    if (projects.shown?.projectId !== projectId) await projects.open(projectId)
    return projects.shown?.projectId === projectId ? projects.shown : undefined
  }

  return {
    async open({ projectId, connectionKey, organizationKey }: MapperUse): Promise<void> {
      const session = await show(projectId)
      session?.place.chooseConnection(connectionKey, organizationKey)
    },
    async openDraft(projectId: ProjectId): Promise<void> {
      const session = await show(projectId)
      session?.place.show({ name: 'main' })
      session?.place.open({ name: 'review' })
    },
  }
}
