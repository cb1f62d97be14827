import { byRecency, fuzzyFind } from '../../../core/search/fuzzy'
import { environmentNames } from '../../../core/model/environment-names'
import type { ProjectSummary, Workspace } from '../../../core/model/project'

export interface FoundProject {
  readonly project: ProjectSummary
  readonly workspace: Workspace
  /** The name in parts; the odd ones match what was typed. */
  readonly parts: readonly string[]
}

/**
 * Projects of all workspaces that fit what was typed, the best first; all of them for nothing. Of equally
 * good ones those opened last come first.
 *
 * @param recent ids of projects, the last opened first
 */
export function findProjects(
  workspaces: readonly Workspace[],
  typed: string,
  recent: readonly string[] = [],
): FoundProject[] {
  const all = workspaces.flatMap((workspace) =>
    workspace.projects
      .filter(({ state }) => state !== 'deleted')
      .map((project) => ({ project, workspace })),
  )
  const inOrder = byRecency(all, ({ project }) => project.id, recent)
  return fuzzyFind(typed, inOrder, ({ project, workspace }) => [
    project.name,
    `${workspace.name} ${project.slug} ${environmentNames[project.environment]}`,
  ]).map(({ item, parts }) => ({ ...item, parts }))
}
