import fuzzysort from 'fuzzysort'
import type { ProjectSummary, Workspace } from '../../../core/model/project'

export interface FoundProject {
  readonly project: ProjectSummary
  readonly workspace: Workspace
  /** The name in parts; the odd ones match what was typed. */
  readonly parts: readonly string[]
}

/** Splits a text at the matched positions, which are in ascending order. */
function partsOf(text: string, indexes: readonly number[]): string[] {
  const parts: string[] = ['']
  const matched = new Set(indexes)
  Array.from(text).forEach((letter, index) => {
    const inMatch = parts.length % 2 === 0
    if (matched.has(index) !== inMatch) parts.push('')
    parts[parts.length - 1] += letter
  })
  return parts
}

/** Projects that fit what was typed, the best first; all of them for nothing. */
export function findProjects(workspaces: readonly Workspace[], typed: string): FoundProject[] {
  const all = workspaces.flatMap((workspace) =>
    workspace.projects
      .filter(({ state }) => state !== 'deleted')
      .map((project) => ({
        project,
        workspace,
        name: project.name,
        rest: `${workspace.name} ${project.slug} ${project.environment}`,
      })),
  )
  const words = typed.trim()
  if (words === '')
    return all.map(({ project, workspace, name }) => ({ project, workspace, parts: [name] }))
  return fuzzysort.go(words, all, { keys: ['name', 'rest'], threshold: 0.3 }).map((found) => ({
    project: found.obj.project,
    workspace: found.obj.workspace,
    parts: partsOf(found.obj.name, found[0]?.indexes ?? []),
  }))
}
