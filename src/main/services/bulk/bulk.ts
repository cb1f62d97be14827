import { success, type Result } from '../../../core/errors/result'
import type { RequestProgress, RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { WorkspacesService } from '../workspaces/workspaces'
import { applyPlan, type ApplyDeps } from './apply'
import { createBulkPlans, type BulkPlans } from './plans'
import { idsOf } from './row-ids'
import type { AppFiles } from '../../files/app-files'

/** Changes in many places of many projects, by their drafts. */
export interface BulkService extends Pick<BulkPlans, 'prepare' | 'rows'> {
  apply(input: RequestInput<'bulk.apply'>): Promise<Result<RequestOutput<'bulk.apply'>>>
  /** The IDs of rows. */
  idsOf(input: RequestInput<'bulk.copy-ids'>): ReturnType<typeof idsOf>
}

export interface BulkDeps extends ApplyDeps {
  readonly files: Pick<AppFiles, 'snapshots' | 'drafts'>
  readonly workspaces: Pick<WorkspacesService, 'findProject'>
  readonly emitProgress: (progress: RequestProgress<'bulk.prepare'>) => void
}

export function createBulkService(deps: BulkDeps): BulkService {
  const { emitProgress, ...shared } = deps
  const plans = createBulkPlans({ ...shared, emit: emitProgress })
  return {
    prepare: plans.prepare,
    rows: plans.rows,

    async apply({ planId, takenOut }) {
      const plan = plans.kept(planId)
      if (!plan.ok) return plan
      return success({ projects: await applyPlan(shared, plan.value, new Set(takenOut)) })
    },

    idsOf: (input) => idsOf(shared.files, input),
  }
}
