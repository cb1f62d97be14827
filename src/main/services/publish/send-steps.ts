import { appError, type AppError } from '../../../core/errors/app-error'
import { t } from '../../../core/language/translate'
import type { PublishStep } from '../../../core/ipc/publish'
import { requestLine, type PlanStep } from '../../../core/publish/publish-plan'
import { createStep, deleteStep, updateStep } from './organization-steps'
import { patchStep } from './patch-step'
import type { PublishSession, StepResult } from './session'

/** How sending ended: complete, stopped for another review because the project changed, or failed. */
export type SendEnd =
  | { readonly kind: 'published' }
  /** `refused`: the server's answer that led to it, where the project alone did not. */
  | { readonly kind: 'moved'; readonly refused?: AppError }
  /** `done` steps took effect before it. */
  | { readonly kind: 'stopped'; readonly done: number; readonly error: AppError }

/** Sends the requests of a step and records on disk what it did. */
export function runStep(session: PublishSession, step: PlanStep): Promise<StepResult> {
  switch (step.kind) {
    case 'create-organization':
      return createStep(session, step)
    case 'update-organization':
      return updateStep(session, step)
    case 'patch-new-organizations':
    case 'patch-project':
    case 'patch-normalized':
      return patchStep(session, step)
    case 'delete-organization':
      return deleteStep(session, step)
  }
}

/** Runs the steps of the plan in order; a cancel takes effect between two of them. */
export async function sendSteps(
  session: PublishSession,
  how: {
    readonly signal?: AbortSignal | undefined
    readonly onProgress?: ((progress: PublishStep) => void) | undefined
    readonly run?: typeof runStep
  } = {},
): Promise<SendEnd> {
  const { signal, onProgress, run = runStep } = how
  const { projectId } = session
  const { steps } = session.plan
  for (const [done, step] of steps.entries()) {
    if (signal?.aborted) {
      const error = appError('request.cancelled', t('The publish was cancelled'))
      return { kind: 'stopped', done, error }
    }
    const request = requestLine(step, projectId, session.snapshot.revisionId)
    onProgress?.({ projectId, step: done + 1, of: steps.length, request })
    const result = await run(session, step)
    if (result.kind === 'review') {
      const { refused } = result
      return { kind: 'moved', ...(refused ? { refused } : {}) }
    }
    if (result.kind === 'failed') {
      return { kind: 'stopped', done: result.tookEffect ? done + 1 : done, error: result.error }
    }
  }
  return { kind: 'published' }
}
