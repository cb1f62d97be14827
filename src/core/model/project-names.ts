import type { Workspace } from './project'
import type { ProjectId } from './project-id'

type Named = Pick<Workspace, 'name' | 'apiAddress'> & {
  readonly projects: readonly { readonly id: ProjectId; readonly name: string }[]
}

/** How often each name is there; case makes no two names of one. */
function countOf(names: readonly string[]): (name: string) => number {
  const counts = new Map<string, number>()
  const of = (name: string) => name.toLowerCase()
  for (const name of names) counts.set(of(name), (counts.get(of(name)) ?? 0) + 1)
  return (name) => counts.get(of(name)) ?? 0
}

/**
 * What projects are called where those of several workspaces stand together: by their names, and by their workspaces too
 * where several have the same name, as `Production` of each customer, or one project at two servers. Where these are called
 * the same, the server is named.
 */
export function projectNames(workspaces: readonly Named[]): ReadonlyMap<ProjectId, string> {
  const all = workspaces.flatMap(({ name, apiAddress, projects }) =>
    projects.map((project) => ({
      id: project.id,
      name: project.name,
      inWorkspace: `${project.name} · ${name}`,
      apiAddress,
    })),
  )
  const named = countOf(all.map(({ name }) => name))
  const namedThere = countOf(all.map(({ inWorkspace }) => inWorkspace))
  const hostOf = (address: string) => address.replace(/^\w+:\/\//, '').replace(/\/.*$/s, '')
  return new Map(
    all.map(({ id, name, inWorkspace, apiAddress }) => {
      if (named(name) < 2) return [id, name]
      return [
        id,
        namedThere(inWorkspace) < 2 ? inWorkspace : `${inWorkspace} · ${hostOf(apiAddress)}`,
      ]
    }),
  )
}
