import { setUpOf } from '../../../core/draft/set-up-of'
import type { ProjectSummary } from '../../../core/model/project'
import { factsOf, type ProjectFacts } from '../../../core/problems/known-project'
import type { CachedProjects } from '../../files/snapshots/cached-projects'
import { createByStamp } from '../by-stamp'

/** What rules over several projects need of one on this disk; `undefined` where it was never read. */
export type FactsOfProject = (summary: ProjectSummary) => Promise<ProjectFacts | undefined>

/** Keeps the facts of projects, which are small, until their states are written again. */
export function createFactsOfProject(
  cached: Pick<CachedProjects, 'read' | 'stampOf'>,
): FactsOfProject {
  const kept = createByStamp<ProjectFacts>()
  return async (summary) => {
    const stamp = await cached.stampOf(summary.id)
    if (stamp === undefined) return undefined
    const facts = await kept(summary.id, stamp, async () => {
      const snapshot = await cached.read(summary.id)
      return snapshot && factsOf({ summary, setUp: setUpOf(snapshot) })
    })
    // Its name and environment may be others since.
    return facts && { ...facts, summary }
  }
}
