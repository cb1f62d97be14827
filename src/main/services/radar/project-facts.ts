import { setUpOf } from '../../../core/draft/set-up-of'
import type { ProjectSummary } from '../../../core/model/project'
import { factsOf, type ProjectFacts } from '../../../core/problems/known-project'
import type { CachedProjects } from '../../files/snapshots/cached-projects'

/** What rules over several projects need of one on this disk; `undefined` where it was never read. */
export type FactsOfProject = (summary: ProjectSummary) => Promise<ProjectFacts | undefined>

/** Keeps the facts of projects, which are small, until their states are written again. */
export function createFactsOfProject(
  cached: Pick<CachedProjects, 'read' | 'stampOf'>,
): FactsOfProject {
  const kept = new Map<string, { readonly stamp: string; readonly facts: ProjectFacts }>()
  return async (summary) => {
    const stamp = await cached.stampOf(summary.id)
    if (stamp === undefined) return undefined
    const known = kept.get(summary.id)
    // Its name and environment may be others since.
    if (known?.stamp === stamp) return { ...known.facts, summary }
    const snapshot = await cached.read(summary.id)
    if (!snapshot) return undefined
    const facts = factsOf({ summary, setUp: setUpOf(snapshot) })
    kept.set(summary.id, { stamp, facts })
    return facts
  }
}
