import { success, type Result } from '../../../core/errors/result'
import type { RequestInput, RequestOutput, RequestProgress } from '../../../core/ipc/contract'
import type { ProjectId } from '../../../core/model/project-id'
import { planDraft, type DraftPlanDeps } from './draft-plan'
import { publishOrder } from '../../../core/publish/publish-order'
import { appError } from '../../../core/errors/app-error'
import { t } from '../../../core/language/translate'
import { endOf, type DraftPublished, type PublishOutcome } from '../../../core/ipc/publish'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { PublishService } from '../publish/publish'

interface PublishDraftsDeps {
  readonly publishing: PublishService
  readonly workspaces: Pick<WorkspacesService, 'findProject'>
  readonly emit: (told: RequestProgress<'drafts.publish'>) => void
}

function resultOf(projectId: ProjectId, result: Result<PublishOutcome>): DraftPublished {
  if (!result.ok) return { projectId, kind: 'failed', error: result.error }
  const outcome = result.value
  switch (outcome.kind) {
    case 'published':
      return { projectId, kind: 'published', end: endOf(outcome) }
    case 'review-again':
      return { projectId, kind: 'review-again' }
    case 'stopped': {
      const { end, error } = outcome
      return { projectId, kind: 'stopped', ...(end ? { end } : {}), error }
    }
  }
}

/** Publishes drafts one after another, production last; those not reached are `skipped`. */
async function publishDrafts(
  deps: PublishDraftsDeps,
  { projects, onFailure }: RequestInput<'drafts.publish'>,
  signal?: AbortSignal,
): Promise<DraftPublished[]> {
  const { publishing, workspaces, emit } = deps
  const listed = await Promise.all(
    projects.map(async (project) => {
      const summary = await workspaces.findProject(project.projectId)
      // An unknown project counts as production, as elsewhere.
      return { project, environment: summary?.environment ?? ('production' as const) }
    }),
  )
  const results: DraftPublished[] = []
  let isStopped = false
  for (const { project } of publishOrder(listed)) {
    const { projectId } = project
    const isCancelled = signal?.aborted === true
    if (isCancelled || isStopped) {
      const error = isCancelled ? appError('request.cancelled', t('It was cancelled')) : undefined
      const skipped = { projectId, kind: 'skipped' as const }
      results.push(error ? { ...skipped, error } : skipped)
      continue
    }
    emit({ projectId })
    const outcome = await publishing.publish({ ...project, excluded: [] }, signal)
    const result = resultOf(projectId, outcome)
    results.push(result)
    emit({ projectId, result })
    isStopped = result.kind !== 'published' && onFailure === 'stop'
  }
  return results
}

export interface AllDrafts {
  plan(projectId: ProjectId): ReturnType<typeof planDraft>
  publish(
    input: RequestInput<'drafts.publish'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'drafts.publish'>>>
}

export function createAllDrafts(
  deps: DraftPlanDeps &
    PublishDraftsDeps & {
      /** Runs a publish and notifies every window, including the asking one, of changed drafts. */
      readonly tellingAll: <Value>(work: () => Promise<Value>) => Promise<Value>
    },
): AllDrafts {
  const { tellingAll } = deps
  const publishing: PublishDraftsDeps['publishing'] = {
    publish: (one, stop) => tellingAll(() => deps.publishing.publish(one, stop)),
  }
  return {
    plan: (projectId) => planDraft(deps, projectId),
    publish: async (input, signal) =>
      success({ results: await publishDrafts({ ...deps, publishing }, input, signal) }),
  }
}
