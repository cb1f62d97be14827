import { findConflicts } from '../../../core/conflict/conflicts'
import type { Draft } from '../../../core/draft/draft'
import {
  fillSecrets,
  patchOf,
  planPublish,
  planText,
  requestLine,
  type PlanStep,
} from '../../../core/publish/publish-plan'
import { secretReferences } from '../../../core/draft/secret-references'
import { rebase } from '../../../core/conflict/rebase'
import { appError, type AppError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import type { EventPayload, RequestInput } from '../../../core/ipc/contract'
import type { PublishOutcome } from '../../../core/ipc/publish-outcome'
import type { JsonValue } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import type { ApiClient, ApiWait } from '../../api/client'
import type { AppFiles } from '../../files/app-files'
import type { PublishLocks } from '../../files/locks/publish-lock'
import { draftAccount, type SecretStore } from '../../secrets/secret-store'
import type { DraftSecrets } from '../draft-secrets'
import type { Locks } from '../locks'
import type { OwnWrites } from '../projects/own-writes'
import type { ProjectReader } from '../projects/project-reader'
import { unknownProject } from '../projects/projects'
import type { WorkspacesService } from '../workspaces/workspaces'
import { createStep, deleteStep, updateStep } from './organization-steps'
import { newOrganizationsStep } from './new-organizations-step'
import { patchStep } from './patch-step'
import { createPublishLog, keepInHistory, type PublishLogFiles } from './publish-log'
import { recordingClient } from './recording-client'
import { saveState, type PublishSession, type StepResult } from './session'
import { settledRecord } from './settled-record'

export interface PublishDeps {
  readonly client: ApiClient
  readonly files: AppFiles
  readonly workspaces: WorkspacesService
  readonly secretStore: () => Promise<SecretStore>
  readonly draftSecrets: DraftSecrets
  readonly locks: Locks
  readonly ownWrites: OwnWrites
  readonly reader: ProjectReader
  /** Waits, or ends early when the signal says so. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  readonly now: () => Date
  readonly publishFiles: PublishLogFiles & { readonly locks: PublishLocks }
  readonly newId: () => string
  readonly onProgress?: (progress: EventPayload<'publish.progress'>) => void
  readonly onWait?: (projectId: string, wait: ApiWait) => void
}

export interface PublishService {
  /**
   * Publishes the saved draft; a cancel takes effect between two requests. `publish.running` while the
   * same project is published, here or in another process.
   */
  publish(
    input: RequestInput<'draft.publish'>,
    signal?: AbortSignal,
  ): Promise<Result<PublishOutcome>>
}

function runStep(session: PublishSession, step: PlanStep): Promise<StepResult> {
  switch (step.kind) {
    case 'create-organization':
      return createStep(session, step)
    case 'update-organization':
      return updateStep(session, step)
    case 'patch-new-organizations':
      return newOrganizationsStep(session, step)
    case 'patch-project':
      return patchStep(session)
    case 'delete-organization':
      return deleteStep(session, step)
  }
}

export function createPublishService(deps: PublishDeps): PublishService {
  const { client, files, workspaces, secretStore, locks, ownWrites, reader, sleep, now } = deps
  const { draftSecrets, publishFiles, newId, onProgress, onWait } = deps
  const asked = new Set<string>()

  /** All secrets that will be sent, before anything is. */
  async function readSecrets(
    projectId: string,
    operations: JsonValue,
  ): Promise<Result<Map<string, string>>> {
    const references = new Set<string>()
    fillSecrets(operations, (reference) => {
      references.add(reference)
      return ''
    })
    const secrets = new Map<string, string>()
    if (references.size === 0) return success(secrets)
    const store = await secretStore()
    for (const reference of references) {
      const secret = await store.get(draftAccount(projectId, reference))
      if (!secret.ok) return secret
      if (secret.value === undefined) {
        const message = 'A secret of the draft is no longer kept and has to be typed again'
        return failure(appError('secret.missing', message))
      }
      secrets.set(reference, secret.value)
    }
    return success(secrets)
  }

  /** Secrets that were published, or whose history ended, are of no more use. */
  async function forgetSecrets(before: Draft, after: Draft): Promise<void> {
    const references = secretReferences(before)
    const kept = secretReferences(after)
    draftSecrets.arrived(references)
    const ended = [...references].filter((reference) => !kept.has(reference))
    await draftSecrets.forget(before.projectId, ended)
  }

  async function reviewAgain(session: Pick<PublishSession, 'snapshot' | 'draft' | 'ids'>) {
    const { snapshot, draft, ids } = session
    const saved = await saveState(files, snapshot, draft)
    return saved.ok ? success({ kind: 'review-again' as const, snapshot, draft, ids }) : saved
  }

  /** Our own organization requests may have moved the revision; a late answer is not believed. */
  async function settle(session: PublishSession): Promise<void> {
    if (!session.revisionMayHaveMoved) return
    const again = await reader.readProject(session.access, session.snapshot)
    if (!again.ok) return
    const shown = ({ project, restHash }: Snapshot) =>
      JSON.stringify([project['services'], restHash])
    if (shown(again.value) !== shown(session.snapshot)) return
    ownWrites.note(session.snapshot, again.value)
    session.snapshot = again.value
    session.draft = { ...session.draft, baseRevisionId: again.value.revisionId }
    await saveState(files, session.snapshot, session.draft)
  }

  async function run(
    input: RequestInput<'draft.publish'>,
    signal: AbortSignal | undefined,
  ): Promise<Result<PublishOutcome>> {
    const { projectId, confirmedSlug } = input
    const excluded = new Set(input.excluded)
    const stored = await files.drafts.read(projectId)
    if (!stored.ok) return stored
    if (!stored.value) return failure(appError('draft.not-found', 'There is nothing to publish'))
    const listed = await workspaces.findProject(projectId)
    if (!listed) return unknownProject(projectId)
    const access = await workspaces.access(listed.workspaceId)
    if (!access.ok) return access
    const previous = await files.snapshots.read(projectId)
    const known = previous.ok ? previous.value : undefined
    const fresh = await reader.read(access.value, listed, {
      signal,
      known,
      onWait: (wait) => onWait?.(projectId, wait),
    })
    if (!fresh.ok) return fresh
    const snapshot = fresh.value
    const { environment, slug } = snapshot.summary
    if (snapshot.summary.state === 'deleted') {
      return failure(appError('project.deleted', 'The project was deleted on the server'))
    }
    if (environment === 'production' && confirmedSlug !== slug) {
      const message = 'Publishing to production needs the project to be confirmed by its slug'
      return failure(appError('request.invalid', message, { subject: slug }))
    }
    const before = known ?? snapshot
    const draft = rebase(stored.value, before, snapshot, now().toISOString())
    const plan = planPublish(snapshot, draft.intents, excluded)
    const unseen =
      planText(plan) !== input.shown || findConflicts(snapshot, plan.intents).length > 0
    if (unseen || plan.steps.length === 0) return reviewAgain({ snapshot, draft, ids: {} })
    const secrets = await readSecrets(projectId, patchOf(plan))
    if (!secrets.ok) return secrets

    const left = await publishFiles.running.read(projectId)
    // An earlier one was interrupted: what it did is in the fresh state, and it goes into the history.
    if (left.ok && left.value) {
      const drafted = stored.value.intents
      const what = { drafted, fresh: snapshot, at: now().toISOString() }
      await keepInHistory(publishFiles, settledRecord(left.value, what))
    }
    const workspace = (await workspaces.list()).find(({ id }) => id === listed.workspaceId)
    const mark = { publishId: newId(), at: now().toISOString() }
    const log = createPublishLog({
      files: publishFiles,
      id: mark.publishId,
      now,
      workspace: workspace ?? { id: listed.workspaceId, name: listed.workspaceId },
      plan,
      planned: snapshot,
      excluded,
    })
    const begun = await log.begin()
    if (!begun.ok) return begun

    const session: PublishSession = {
      mark,
      client: recordingClient(client, {
        secrets: () => [...secrets.value.values()],
        now,
        onRequest: (request) => log.requested(request),
      }),
      log,
      access: access.value,
      reader,
      ownWrites,
      pause: (milliseconds) => sleep(milliseconds, signal),
      projectId,
      excluded,
      plan,
      planned: snapshot,
      secrets: secrets.value,
      now,
      files,
      ids: {},
      warnings: [],
      dropped: [],
      snapshot,
      draft,
      revisionMayHaveMoved: false,
    }
    const of = plan.steps.length
    let stopped: { readonly error: AppError; readonly count: number } | undefined
    for (const [index, step] of plan.steps.entries()) {
      if (signal?.aborted) {
        const error = appError('request.cancelled', 'The publish was cancelled')
        stopped = { error, count: index }
        break
      }
      const request = requestLine(step, projectId, session.snapshot.revisionId)
      onProgress?.({ projectId, step: index + 1, of, request })
      const result = await runStep(session, step)
      if (result.kind === 'review') {
        const outcome = await reviewAgainAfter(session)
        await log.end({ result: 'moved', snapshot: session.snapshot, warnings: session.warnings })
        await forgetSecrets(stored.value, session.draft)
        return outcome
      }
      if (result.kind === 'failed') {
        stopped = { error: result.error, count: index }
        break
      }
    }
    await settle(session)
    await forgetSecrets(stored.value, session.draft)
    const state = { snapshot: session.snapshot, draft: session.draft, ids: session.ids }
    await log.end({
      result: stopped ? 'stopped' : 'published',
      snapshot: session.snapshot,
      warnings: session.warnings,
      error: stopped?.error,
    })
    if (stopped) {
      await saveState(files, state.snapshot, state.draft)
      return success({ kind: 'stopped', ...state, done: stopped.count, of, error: stopped.error })
    }
    const { warnings, dropped } = session
    return success({
      kind: 'published',
      ...state,
      requests: of,
      warnings: warnings.map((item) => ({ ...item })),
      dropped: dropped.map(({ target, field, sent, answered }) => ({
        target,
        field,
        ...(sent === undefined ? {} : { sent }),
        ...(answered === undefined ? {} : { answered }),
      })),
    })
  }

  /** Something moved half way: the rest of the draft goes onto all that is there now. */
  async function reviewAgainAfter(session: PublishSession) {
    const { access, snapshot, draft } = session
    const again = await reader.read(access, snapshot.summary, { known: snapshot })
    if (again.ok) {
      session.draft = rebase(draft, snapshot, again.value, now().toISOString())
      session.snapshot = again.value
    }
    return reviewAgain(session)
  }

  /** Nobody else publishes the project meanwhile, neither a window of this process nor another one. */
  async function runAlone(
    input: RequestInput<'draft.publish'>,
    signal: AbortSignal | undefined,
  ): Promise<Result<PublishOutcome>> {
    const lock = await publishFiles.locks.take(input.projectId)
    if (!lock.ok) return lock
    try {
      return await run(input, signal)
    } finally {
      await lock.value.release()
      await draftSecrets.sweep()
    }
  }

  return {
    async publish(input, signal) {
      const { projectId } = input
      if (asked.has(projectId)) {
        const message = 'Another window of this app publishes this project now'
        return failure(appError('publish.running', message, { subject: 'another window' }))
      }
      asked.add(projectId)
      try {
        return await locks.publish(projectId, () => runAlone(input, signal))
      } finally {
        asked.delete(projectId)
      }
    },
  }
}
