import type { Result } from '../../core/errors/result'
import type { StorageReader } from '../api/storage'
import { unknownProject } from '../services/projects/projects'
import type { WorkspacesService } from '../services/workspaces/workspaces'
import type { ProjectId } from '../../core/model/project-id'

export type ReadStored = (
  projectId: ProjectId,
  address: string,
  signal: AbortSignal | undefined,
  kind?: 'mapper' | 'metadata',
) => Promise<Result<string>>

/** The workspace's address tells whether the API's storage is local. */
export function createStoredReader(deps: {
  readonly storage: Pick<StorageReader, 'readContent'>
  readonly workspaces: Pick<WorkspacesService, 'findProject' | 'access'>
}): ReadStored {
  const { storage, workspaces } = deps
  return async (projectId, address, signal, kind = 'metadata') => {
    const project = await workspaces.findProject(projectId)
    if (!project) return unknownProject(projectId)
    const access = await workspaces.access(project.workspaceId)
    if (!access.ok) return access
    const { apiAddress } = access.value
    return storage.readContent(address, { kind, apiAddress, signal })
  }
}
