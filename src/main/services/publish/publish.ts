import { anotherWindow, appError } from '../../../core/errors/app-error'
import { failure, type Result } from '../../../core/errors/result'
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
import type { PublishLogFiles } from '../history/publish-log'
import { readCurrent, type ReadCurrentDeps } from './read-current'
import { checkSummary, saidOf } from './said'
import { sendSteps } from './send-steps'

export interface PublishDeps extends BeginSessionDeps, Pick<ReadCurrentDeps, 'onWait'> {
  readonly workspaces: WorkspacesService
  readonly guards: Pick<GuardsService, 'permit'>
  readonly secretStore: () => Promise<SecretStore>
  readonly draftSecrets: DraftSecrets
  readonly locks: Locks
  /** What no text that is kept may hold. */
  readonly secrets: Pick<SecretsInUse, 'scrub'>
  readonly personName: Pick<PersonName, 'read'>
  readonly publishFiles: PublishLogFiles & { readonly locks: PublishLocks }
  readonly onProgress?: (progress: PublishStep) => void
}

export interface PublishService {
  /**
   * Publishes the saved draft; a cancel takes effect between two requests. `publish.running` while the same
   * project is published, by this or another process.
   */
  publish(
    input: RequestInput<'draft.publish'>,
    signal?: AbortSignal,
  ): Promise<Result<PublishOutcome>>
}

export function createPublishService(deps: PublishDeps): PublishService {
  const { files, guards, secretStore, locks, now, draftSecrets, publishFiles, onProgress } = deps
  const asked = new Set<string>()

  /** The phases of a publish, one after another. */
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
    // Without it, what was said of people is what the state on disk says of them, which every window shows.
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

  /** Runs a publish exclusively, and deletes secrets that nothing refers to afterwards. */
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
