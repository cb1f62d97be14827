import { emptyDraft, hasChanges } from '../../../core/draft/draft'
import { rebase } from '../../../core/draft/rebase'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { RequestOutput } from '../../../core/ipc/contract'
import type { AppFiles } from '../../files/app-files'
import { withPublishLock, type PublishLocks } from '../../files/locks/publish-lock'
import type { Drafts } from '../drafts/drafts'
import type { Locks } from '../locks'
import type { ProjectsService } from '../projects/projects'
import { keepInHistory, type PublishLogFiles } from '../history/publish-log'
import type { SecretEndsService } from '../secret-ends'
import { saveState } from './session'
import { settled } from '../history/settled-record'
import type { ProjectId } from '../../../core/model/project-id'

export interface InterruptedPublishes {
  /** The publish that the app's end interrupted, unless one is running. */
  read(projectId: ProjectId): Promise<Result<RequestOutput<'interrupted-publish.read'>>>
  /** Reads the project, works out what was done and leaves the rest in the draft. */
  settle(
    projectId: ProjectId,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'interrupted-publish.settle'>>>
  /** Moves it to the history without changing the draft. */
  leave(projectId: ProjectId): Promise<Result<void>>
}

export function createInterruptedPublishes(deps: {
  readonly files: Pick<AppFiles, 'snapshots'>
  readonly drafts: Pick<Drafts, 'change'>
  readonly publishFiles: PublishLogFiles & { readonly locks: PublishLocks }
  /** An end date belongs to the published secret. */
  readonly secretEnds: Pick<SecretEndsService, 'published'>
  readonly projects: Pick<ProjectsService, 'read'>
  readonly locks: Locks
  readonly now: () => Date
}): InterruptedPublishes {
  const { files, drafts, publishFiles, secretEnds, projects, locks, now } = deps

  /** Runs only while no process publishes or settles the project. */
  const alone = <Value>(projectId: ProjectId, work: () => Promise<Result<Value>>) =>
    withPublishLock(publishFiles.locks, projectId, work)

  return {
    async read(projectId) {
      if (locks.isPublishing(projectId)) return success({})
      if (await publishFiles.locks.holder(projectId)) return success({})
      const running = await publishFiles.running.read(projectId)
      if (!running.ok) return running
      if (!running.value) return success({})
      const { record, requests, excluded } = running.value
      const { startedAt, steps, done } = record
      return success({ interrupted: { startedAt, steps, done, requests, excluded } })
    },

    async settle(projectId, signal) {
      const stored = await files.snapshots.read(projectId)
      const fresh = await projects.read(projectId, { signal })
      if (!fresh.ok) return fresh
      return locks.run(projectId, () =>
        alone(projectId, async () => {
          const running = await publishFiles.running.read(projectId)
          if (!running.ok) return running
          const before = (stored.ok ? stored.value : undefined) ?? fresh.value
          const moved = await drafts.change(projectId, async (turn) => {
            const kept = await turn.read(projectId)
            if (!kept.ok) return kept
            const old = kept.value ?? emptyDraft(projectId, before.revisionId)
            const next = rebase(old, before, fresh.value, now().toISOString())
            const { snapshots } = files
            // Found by content, as no answer gave an ID.
            const state = { snapshot: fresh.value, draft: next, ids: {} }
            const saved = await saveState({ snapshots, drafts: turn }, state)
            return saved.ok ? success({ old, draft: next }) : saved
          })
          if (!moved.ok) return moved
          const { old, draft } = moved.value
          if (!running.value) {
            return failure(appError('request.invalid', t('No publish was interrupted')))
          }
          const found = settled(running.value, {
            drafted: old.intents,
            fresh: fresh.value,
            at: now().toISOString(),
          })
          await keepInHistory(publishFiles, found.record)
          await secretEnds.published(found.done, draft)
          const { excluded } = running.value
          const { done, steps } = found.record
          const rest = hasChanges(draft)
          return success({ snapshot: fresh.value, draft, excluded, done, steps, rest })
        }),
      )
    },

    leave: (projectId) =>
      locks.run(projectId, () =>
        alone(projectId, async () => {
          const running = await publishFiles.running.read(projectId)
          if (!running.ok) return running
          if (running.value) await keepInHistory(publishFiles, running.value.record)
          return success(undefined)
        }),
      ),
  }
}
