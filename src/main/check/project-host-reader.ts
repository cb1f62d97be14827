import { success, type Result } from '../../core/errors/result'
import { projectHost } from '../../core/links/project-host'
import type { ProjectId } from '../../core/model/project-id'
import { unknownProject } from '../services/projects/projects'
import type { WorkspacesService } from '../services/workspaces/workspaces'

/** Finds the prefix of a project's host; `undefined` if the slug isn't a host label. */
export function createProjectHostReader(
  workspaces: Pick<WorkspacesService, 'findProject' | 'access'>,
): (projectId: ProjectId) => Promise<Result<string | undefined>> {
  return async (projectId) => {
    const project = await workspaces.findProject(projectId)
    if (!project) return unknownProject(projectId)
    const access = await workspaces.access(project.workspaceId)
    if (!access.ok) return access
    const host = projectHost(project.slug, access.value.apiAddress)
    return success(host && host.origin + host.base)
  }
}
