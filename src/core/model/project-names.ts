import type { Workspace } from './project'
import type { ProjectId } from './project-id'

type Named = Pick<Workspace, 'name' | 'apiAddress'> & {
  readonly projects: readonly { readonly id: ProjectId; readonly name: string }[]
}

function countOf(names: readonly string[]): (name: string) => number {
  const counts = new Map<string, number>()
  const of = (name: string) => name.toLowerCase()
  for (const name of names) counts.set(of(name), (counts.get(of(name)) ?? 0) + 1)
  return (name) => counts.get(of(name)) ?? 0
}

/** Project names, with the workspace and then the server added where needed to tell them apart. */
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
