import { success, type Result } from '../../../core/errors/result'
import type { EventPayload, RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { ProjectsService } from '../projects/projects'
import type { WorkspacesService } from '../workspaces/workspaces'
import { applyPlan, type ApplyDeps } from './apply'
import { createBulkChoices, type BulkChoices } from './choices'
import { createBulkPlans, type BulkPlans } from './plans'
import { publishAll, type PublishAllDeps } from './publish-all'
import { describePublish } from './publish-plan'
import type { AppFiles } from '../../files/app-files'
import type { ProjectId } from '../../../core/model/project-id'

/** Changes in many places of many projects, by their drafts. */
export interface BulkService extends BulkChoices, Pick<BulkPlans, 'prepare' | 'rows'> {
  apply(input: RequestInput<'bulk.apply'>): Promise<Result<RequestOutput<'bulk.apply'>>>
  publishPlan(projectId: ProjectId): ReturnType<typeof describePublish>
  publish(
    input: RequestInput<'bulk.publish'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'bulk.publish'>>>
}

export interface BulkDeps extends ApplyDeps, PublishAllDeps {
  readonly files: Pick<AppFiles, 'snapshots' | 'drafts' | 'states'>
  readonly workspaces: Pick<WorkspacesService, 'list' | 'findProject'>
  readonly projects: Pick<ProjectsService, 'openTexts'>
  readonly now: () => Date
  readonly emitProgress: (progress: EventPayload<'bulk.progress'>) => void
  /**
   * Runs a publish whose effects on drafts are told to every window, the asking one too: it may show the
   * project as well.
   */
  readonly tellingAll: <Value>(work: () => Promise<Value>) => Promise<Value>
}

export function createBulkService(deps: BulkDeps): BulkService {
  const { tellingAll, emitProgress, ...shared } = deps
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

    publishPlan: (projectId) => describePublish(shared, projectId),

    async publish(input, signal) {
      const publishing: PublishAllDeps['publishing'] = {
        publish: (one, stop) => tellingAll(() => shared.publishing.publish(one, stop)),
      }
      return success({ results: await publishAll({ ...shared, publishing }, input, signal) })
    },
  }
}
