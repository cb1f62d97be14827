import { z } from 'zod'
import { demoServer, projectIdAt } from '../../../../core/model/project-id'
import { checkApiAddress } from '../../../api/api-origin'

const workspacesSchema = z.array(
  z.looseObject({
    kind: z.string(),
    apiAddress: z.string(),
    projects: z.array(z.looseObject({ id: z.string() })),
  }),
)

/** What ids of projects of a workspace begin with; `undefined` for an address that keys may not be sent to. */
export function serverOfWorkspace(workspace: {
  readonly kind: string
  readonly apiAddress: string
}): string | undefined {
  if (workspace.kind === 'demo') return demoServer
  const address = checkApiAddress(workspace.apiAddress)
  return address.ok ? address.origin : undefined
}

/**
 * Version 2: projects are named by their server too. Of a workspace whose address is refused, nothing can be
 * read; its projects are listed again once it has another one.
 */
export function workspacesWithServers(data: unknown): unknown {
  return workspacesSchema.parse(data).map((workspace) => {
    const server = serverOfWorkspace(workspace)
    const projects = workspace.projects.flatMap((project) => {
      const id = server === undefined ? undefined : projectIdAt(server, project.id)
      return id === undefined ? [] : [{ ...project, id }]
    })
    return { ...workspace, projects }
  })
}
