import type { AppError } from '../../../core/errors/app-error'
import type { DraftPlan } from '../../../core/ipc/publish'
import type { ProjectId } from '../../../core/model/project-id'
import { request } from '../../bridge/request'
import { failingAmong, type FailingCases } from '../../components/notes/case-words'

/** What the saved cases say of the mappers that a publish of one project changes. */
export interface ProjectCases {
  readonly failing: readonly FailingCases[]
  /** Why they were not run. */
  readonly error?: AppError
}

/** Runs the saved cases of the mappers that these publishes change, one project after the other. */
export async function runCases(
  plans: readonly DraftPlan[],
  signal: AbortSignal,
): Promise<ReadonlyMap<ProjectId, ProjectCases>> {
  const found = new Map<ProjectId, ProjectCases>()
  for (const { projectId, mappers } of plans) {
    if (mappers.length === 0) continue
    const result = await request('case.check-draft', { projectId }, { signal })
    if (signal.aborted) return found
    if (!result.ok) {
      found.set(projectId, { failing: [], error: result.error })
      continue
    }
    found.set(projectId, { failing: failingAmong(mappers, result.value.mappers) })
  }
  return found
}
