import { success, type Result } from '../../../core/errors/result'
import type { RequestProgress, RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { WorkspacesService } from '../workspaces/workspaces'
import { applyPlan, type ApplyDeps } from './apply'
import { createBulkPlans, type BulkPlans } from './plans'
import type { AppFiles } from '../../files/app-files'
import { idsOfRows } from '../../../core/bulk/row-ids'
import { workingCopy } from '../../../core/draft/working-copy'
import { noIntents } from '../../../core/intents/intents'
import { yieldToEventLoop } from '../../concurrency/pauses'

async function idsOf(
  files: Pick<AppFiles, 'snapshots' | 'drafts'>,
  { chosen }: RequestInput<'bulk.copy-ids'>,
): Promise<Result<string[]>> {
  const ids: string[] = []
  for (const { projectId, keys } of chosen) {
    const snapshot = await files.snapshots.read(projectId)
    if (!snapshot.ok) return snapshot
    const draft = await files.drafts.read(projectId)
    if (!draft.ok) return draft
    if (!snapshot.value) continue
    const copy = workingCopy(snapshot.value, draft.value?.intents ?? noIntents)
    for (const id of idsOfRows(copy, keys)) ids.push(id)
    await yieldToEventLoop()
  }
  return success(ids)
}

export interface BulkService extends Pick<BulkPlans, 'prepare' | 'rows'> {
  apply(input: RequestInput<'bulk.apply'>): Promise<Result<RequestOutput<'bulk.apply'>>>
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
