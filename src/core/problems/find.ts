import type { Target } from '../intents/intents'
import { factsOf, type KnownProject, type ProjectFacts } from './known-project'
import { problemOf, worseFirst, type ProjectProblem } from './problem'
import { rules } from './rules'

/**
 * What is wrong in one project, rule by rule, so that a caller can pause in between. A deleted project has
 * nothing to look at.
 *
 * @param customerOf the customer of a target, by label; without it no problem names one
 */
export function* problemsByRule(
  project: KnownProject,
  customerOf: (target: Target | undefined) => string | undefined = () => undefined,
): Generator<ProjectProblem[]> {
  const { id: projectId, state } = project.summary
  if (state === 'deleted') return
  for (const { id, inProject } of rules) {
    if (!inProject) continue
    yield inProject(project).map((found) =>
      problemOf(id, projectId, found, customerOf(found.target)),
    )
  }
}

/** What is wrong between projects. */
export function problemsAcross(projects: readonly ProjectFacts[]): ProjectProblem[] {
  return rules.flatMap(({ id, across }) =>
    (across?.(projects) ?? []).map(({ projectId, ...found }) => problemOf(id, projectId, found)),
  )
}

/** What is wrong in projects and between them, the worst first, in one go. */
export function problemsIn(projects: readonly KnownProject[]): ProjectProblem[] {
  const summaries = new Map(projects.map(({ summary }) => [summary.id, summary]))
  return [
    ...projects.flatMap((project) => [...problemsByRule(project)].flat()),
    ...problemsAcross(projects.map(factsOf)),
  ].toSorted(worseFirst(summaries))
}
