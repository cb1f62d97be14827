import { ref, shallowRef } from 'vue'
import { appError, type AppError } from '../../../core/errors/app-error'
import type { PublishEnd, PublishOutcome, PublishStep } from '../../../core/ipc/publish'
import type { Why } from '../../../core/publish/why'
import type { Confirmed } from '../../../core/publish/confirmation'
import { request } from '../../bridge/request'
import { differencesBetween, type Differences, type Seen } from './seen'
import { useProject } from '../../project/use-project'

export type Published = Extract<PublishOutcome, { kind: 'published' }>

/** State of a publish; each state but `idle` and `sending` is shown in the review. */
export type PublishState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly progress?: PublishStep }
  | { readonly kind: 'published'; readonly outcome: Published }
  /** Something is not as it was seen: nothing, or nothing more, was sent. */
  | { readonly kind: 'review-again'; readonly differences: Differences }
  | {
      readonly kind: 'stopped'
      readonly done: number
      readonly of: number
      readonly error: AppError
      /** What is told of what took effect. */
      readonly end?: PublishEnd | undefined
    }
  /** The last edits are not on disk, so nothing was sent. */
  | { readonly kind: 'unsaved'; readonly error: AppError; readonly steps: readonly string[] }
  /** A secret that was typed could not be kept, so nothing was sent. */
  | { readonly kind: 'secret-not-kept' }
  /** The request itself failed; the error says whether anything was sent. */
  | { readonly kind: 'failed'; readonly error: AppError }

/** @param look what the review shows now */
export function usePublish(look: () => Seen | undefined) {
  const project = useProject()
  const state = shallowRef<PublishState>({ kind: 'idle' })
  const busy = ref(false)
  let running: AbortController | undefined
  /** The request that is being sent, from 1. */
  let step = 1

  function onProgress(progress: PublishStep): void {
    state.value = { kind: 'sending', progress }
    step = progress.step
  }

  /** The review stands there again, with what is not as it was seen. */
  function reviewAgain(seen: Seen, done = 0): PublishState {
    const differences = differencesBetween(seen, look() ?? seen, done)
    state.value = { kind: 'review-again', differences }
    return state.value
  }

  /**
   * @param seen what the person agreed to; nothing else is sent or done to people
   * @param confirmed what they confirmed
   */
  async function publish(
    seen: Seen,
    excluded: readonly string[],
    confirmed?: Confirmed,
    why?: Why,
  ): Promise<PublishState> {
    const { projectId } = project
    if (busy.value) return state.value
    busy.value = true
    const { signal } = (running = new AbortController())
    state.value = { kind: 'sending' }
    step = 1
    try {
      // Main publishes the draft on disk, so pending edits and secrets are saved first.
      if (!(await project.secrets.flush())) {
        state.value = { kind: 'secret-not-kept' }
        return state.value
      }
      if (!(await project.saving.flush())) {
        const error = project.saving.error ?? appError('draft.write-failed', '')
        state.value = { kind: 'unsaved', error, steps: [...new Set(project.saving.unsaved)] }
        return state.value
      }
      const input = {
        projectId,
        excluded: [...excluded],
        shown: seen.plan,
        told: seen.told,
        ...(confirmed ? { confirmed } : {}),
        ...(why === undefined ? {} : { why }),
      }
      const result = await project.lend(() =>
        request('draft.publish', input, { signal, onProgress }),
      )
      if (!result.ok) {
        state.value = { kind: 'failed', error: result.error }
        return state.value
      }
      const outcome = result.value
      if (outcome.kind === 'published') state.value = { kind: 'published', outcome }
      else if (outcome.kind === 'stopped') {
        const { done, of, error, end: told, snapshot } = outcome
        if (error.code === 'api.conflict' && error.subject !== undefined) {
          project.refusedId = { id: error.subject, revisionId: snapshot.revisionId }
        }
        state.value = { kind: 'stopped', done, of, error, end: told }
      } else {
        reviewAgain(seen, step - 1)
      }
      return state.value
    } finally {
      busy.value = false
    }
  }

  /** Stops before the next request; the current one completes. */
  function cancel(): void {
    running?.abort()
  }

  function reset(): void {
    if (!busy.value) state.value = { kind: 'idle' }
  }

  return { state, busy, publish, reviewAgain, cancel, reset }
}
