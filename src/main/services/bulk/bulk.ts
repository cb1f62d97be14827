import { success, type Result } from '../../../core/errors/result'
import type { EventPayload, RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { WorkspacesService } from '../workspaces/workspaces'
import { applyPlan, type ApplyDeps } from './apply'
import { createBulkChoices, type BulkChoices } from './choices'
import { createBulkPlans, type BulkPlans } from './plans'
import { textOfRows } from './row-text'
import type { AppFiles } from '../../files/app-files'

/** Changes in many places of many projects, by their drafts. */
export interface BulkService extends BulkChoices, Pick<BulkPlans, 'prepare' | 'rows'> {
  apply(input: RequestInput<'bulk.apply'>): Promise<Result<RequestOutput<'bulk.apply'>>>
  /** Rows as a text for the clipboard. */
  textOf(input: RequestInput<'bulk.copy'>): ReturnType<typeof textOfRows>
}

export interface BulkDeps extends ApplyDeps {
  readonly files: Pick<AppFiles, 'snapshots' | 'drafts'>
  readonly workspaces: Pick<WorkspacesService, 'list' | 'findProject'>
  readonly emitProgress: (progress: EventPayload<'bulk.progress'>) => void
}

export function createBulkService(deps: BulkDeps): BulkService {
  const { emitProgress, ...shared } = deps
  const choices = createBulkChoices(shared)
  const plans = createBulkPlans({ ...shared, emit: emitProgress })
  return {
    ...choices,
    prepare: plans.prepare,
    rows: plans.rows,

    async apply({ planId, takenOut }) {
      const plan = plans.kept(planId)
      if (!plan.ok) return plan
      return success({ projects: await applyPlan(shared, plan.value, new Set(takenOut)) })
    },

    textOf: (input) => textOfRows(shared.files, input),
  }
}
