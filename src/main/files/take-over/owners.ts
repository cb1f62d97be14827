import { z } from 'zod'
import { isProjectId, projectIdAt, uuidOf, type ProjectId } from '../../../core/model/project-id'
import { serverOfWorkspace } from '../store/migrations/workspaces-2'

/** A workspace, as far as it says whose a project is. */
export const listerSchema = z.looseObject({
  id: z.string(),
  kind: z.string(),
  apiAddress: z.string(),
  projects: z.array(z.looseObject({ id: z.string() })),
})
export type Lister = z.infer<typeof listerSchema>

/** Which project was meant by an id of an earlier version, Ory's own without a server. */
export interface Owners {
  /**
   * Of several workspaces that list it, the one with this id, else the first, as before.
   * @param workspaceId that the stored state of the project names
   */
  ownerOf(uuid: string, workspaceId?: string): ProjectId | undefined
  /** The projects with this id at all servers. */
  allOf(uuid: string): readonly ProjectId[]
  /** The project of one workspace. */
  inWorkspace(workspaceId: string, uuid: string): ProjectId | undefined
}

/** @param listers those that are connected first */
export function ownersOf(listers: readonly Lister[]): Owners {
  const servers = new Map<string, string>()
  const listed = new Map<string, { readonly workspaceId: string; readonly id: ProjectId }[]>()
  for (const workspace of listers) {
    const server = serverOfWorkspace(workspace)
    if (server === undefined) continue
    if (!servers.has(workspace.id)) servers.set(workspace.id, server)
    for (const project of workspace.projects) {
      const id = isProjectId(project.id) ? project.id : projectIdAt(server, project.id)
      if (id === undefined) continue
      const uuid = uuidOf(id)
      listed.set(uuid, [...(listed.get(uuid) ?? []), { workspaceId: workspace.id, id }])
    }
  }
  const entries = (uuid: string) => listed.get(uuid.toLowerCase()) ?? []
  return {
    ownerOf: (uuid, workspaceId) =>
      (entries(uuid).find((entry) => entry.workspaceId === workspaceId) ?? entries(uuid)[0])?.id,
    allOf: (uuid) => [...new Set(entries(uuid).map(({ id }) => id))],
    inWorkspace(workspaceId, uuid) {
      const server = servers.get(workspaceId)
      return server === undefined ? undefined : projectIdAt(server, uuid)
    },
  }
}
