import { success, type Result } from '../../../core/errors/result'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { ProjectId } from '../../../core/model/project-id'
import { planDraft, type DraftPlanDeps } from './draft-plan'
import { publishDrafts, type PublishDraftsDeps } from './publish-drafts'

/** The drafts of all projects: what each would send, and the publish of several. */
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
      /**
       * Runs a publish whose effects on drafts are told to every window, the asking one too: it may show the
       * project as well.
       */
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
