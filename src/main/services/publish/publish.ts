import { anotherWindow, appError, type AppError } from '../../../core/errors/app-error'
import { failure, type Result, success } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { RequestInput } from '../../../core/ipc/contract'
import type { PublishOutcome, PublishStep } from '../../../core/ipc/publish'
import { withPublishLock, type PublishLocks } from '../../files/locks/publish-lock'
import type { SecretsInUse } from '../../scrub/secrets-in-use'
import type { SecretStore } from '../../secrets/secret-store'
import type { DraftSecrets } from '../draft-secrets'
import type { GuardsService } from '../guards/guards'
import type { Locks } from '../locks'
import type { PersonName } from '../person-name'
import type { WorkspacesService } from '../workspaces/workspaces'
import { beginSession, type BeginSessionDeps } from './begin-session'
import { endSession, reviewAgain } from './end-session'
import { mayGo, shownOn } from './may-go'
import { openSecrets, readPlanSecrets } from './plan-secrets'
import type { PublishLogFiles, Said } from '../history/publish-log'
import { readCurrent, type ReadCurrentDeps } from './read-current'
import { cutText } from '../../../core/model/cut-text'
import type { ProjectId } from '../../../core/model/project-id'
import {
  hasSummary,
  longestPersonName,
  longestSummary,
  longestTicket,
  type Why,
} from '../../../core/publish/why'
import { requestLine, type PlanStep } from '../../../core/publish/publish-plan'
import { createStep, deleteStep, updateStep } from './organization-steps'
import { patchStep } from './patch-step'
import type { PublishSession, StepResult } from './session'

/** Complete, stopped for another review, or failed. */
export type SendEnd =
  | { readonly kind: 'published' }
  /** `refused`: the answer that caused it, if any. */
  | { readonly kind: 'moved'; readonly refused?: AppError }
  /** `done` steps took effect before. */
  | { readonly kind: 'stopped'; readonly done: number; readonly error: AppError }

/** Sends a step's requests and records them on disk. */
function runStep(session: PublishSession, step: PlanStep): Promise<StepResult> {
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

/** Runs the steps in order; a cancel works between two of them. */
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

/** `publish.summary-missing` if the workspace requires a summary and there is none. */
export async function checkSummary(
  workspaces: Pick<WorkspacesService, 'list'>,
  projectId: ProjectId,
  why: Why | undefined,
): Promise<Result<void>> {
  if (hasSummary(why)) return success(undefined)
  const asking = (await workspaces.list()).find(
    ({ asksForSummary, projects }) =>
      asksForSummary === true && projects.some(({ id }) => id === projectId),
  )
  if (!asking) return success(undefined)
  const message = t('The workspace {workspace} asks for a summary of each publish', {
    workspace: asking.name,
  })
  return failure(
    appError('publish.summary-missing', message, { subject: asking.name, arrived: false }),
  )
}

/** The summary and author, scrubbed of the draft's secrets, which must be known by now. */
export async function saidOf(
  {
    secrets,
    personName,
  }: {
    readonly secrets: Pick<SecretsInUse, 'scrub'>
    readonly personName: Pick<PersonName, 'read'>
  },
  why: Why | undefined,
): Promise<Said> {
  // Placeholders may be longer than the secrets.
  const kept = (text: string, most: number) => cutText(secrets.scrub(text), most)
  const name = await personName.read()
  const { summary = '', ticket = '' } = why ?? {}
  const isSaid = summary !== '' || ticket !== ''
  return {
    ...(name === undefined ? {} : { by: kept(name, longestPersonName) }),
    ...(isSaid
      ? {
          why: {
            summary: kept(summary, longestSummary),
            ...(ticket === '' ? {} : { ticket: kept(ticket, longestTicket) }),
          },
        }
      : {}),
  }
}

export interface PublishDeps extends BeginSessionDeps, Pick<ReadCurrentDeps, 'onWait'> {
  readonly workspaces: WorkspacesService
  readonly guards: Pick<GuardsService, 'permit'>
  readonly secretStore: () => Promise<SecretStore>
  readonly draftSecrets: DraftSecrets
  readonly locks: Locks
  readonly secrets: Pick<SecretsInUse, 'scrub'>
  readonly personName: Pick<PersonName, 'read'>
  readonly publishFiles: PublishLogFiles & { readonly locks: PublishLocks }
  readonly onProgress?: (progress: PublishStep) => void
}

export interface PublishService {
  /** Publishes the saved draft; a cancel works between requests. `publish.running` if busy. */
  publish(
    input: RequestInput<'draft.publish'>,
    signal?: AbortSignal,
  ): Promise<Result<PublishOutcome>>
}

export function createPublishService(deps: PublishDeps): PublishService {
  const { files, guards, secretStore, locks, now, draftSecrets, publishFiles, onProgress } = deps
  const asked = new Set<string>()

  async function run(
    input: RequestInput<'draft.publish'>,
    signal: AbortSignal | undefined,
  ): Promise<Result<PublishOutcome>> {
    const { projectId, why } = input
    const enough = await checkSummary(deps.workspaces, projectId, why)
    if (!enough.ok) return enough
    const excluded = new Set(input.excluded)
    let opened: Awaited<ReturnType<typeof openSecrets>> | undefined
    const current = await readCurrent(deps, projectId, signal, async (draft) => {
      opened = await openSecrets(secretStore, draft)
    })
    if (!current.ok) return current
    const { stored, before, snapshot, access } = current.value
    // By default the impact on the state on disk, which windows show.
    const { people } =
      input.told === undefined
        ? shownOn({ draft: stored, on: before, excluded }, now().toISOString())
        : { people: input.told }
    const shown = { plan: input.shown, people }
    const { confirmed } = input
    const asked = { draft: stored, on: before, shown, excluded, confirmed }
    const leave = await mayGo({ guards, now }, asked, snapshot, access)
    if (leave.kind === 'refused') return failure(leave.error)
    const { draft } = leave
    if (leave.kind === 'review' || !leave.review) {
      return reviewAgain({ files, snapshot, draft, ids: {} })
    }
    const { review } = leave
    const secrets = await readPlanSecrets(secretStore, projectId, access, review.plan, opened)
    if (!secrets.ok) return secrets
    const agreed = {
      current: current.value,
      access,
      confirmed,
      draft,
      ...review,
      excluded,
      secrets: secrets.value,
      said: await saidOf(deps, why),
    }
    const session = await beginSession(deps, agreed, signal)
    if (!session.ok) return session
    const end = await sendSteps(session.value, { signal, onProgress })
    return endSession(session.value, end, stored, draftSecrets)
  }

  /** Publishes exclusively, then deletes unreferenced secrets. */
  const runAlone = (input: RequestInput<'draft.publish'>, signal: AbortSignal | undefined) =>
    withPublishLock(publishFiles.locks, input.projectId, async () => {
      try {
        return await run(input, signal)
      } finally {
        await draftSecrets.sweep()
      }
    })

  return {
    async publish(input, signal) {
      const { projectId } = input
      if (asked.has(projectId)) {
        const message = t('Another window of this app publishes this project now')
        return failure(appError('publish.running', message, { subject: anotherWindow }))
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
