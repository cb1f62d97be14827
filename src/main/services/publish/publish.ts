import { anotherWindow, appError } from '../../../core/errors/app-error'
import { failure, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { EventPayload, RequestInput } from '../../../core/ipc/contract'
import type { PublishOutcome } from '../../../core/ipc/publish-outcome'
import type { PublishLocks } from '../../files/locks/publish-lock'
import type { SecretStore } from '../../secrets/secret-store'
import type { DraftSecrets } from '../draft-secrets'
import type { GuardsService } from '../guards/guards'
import type { Locks } from '../locks'
import type { WorkspacesService } from '../workspaces/workspaces'
import { beginSession, type BeginSessionDeps } from './begin-session'
import { checkLockOuts } from './check-lock-outs'
import { endSession, reviewAgain } from './end-session'
import { planAsShown } from './plan-as-shown'
import { readPlanSecrets } from './plan-secrets'
import type { PublishLogFiles } from './publish-log'
import { readCurrent, type ReadCurrentDeps } from './read-current'
import { sendSteps } from './send-steps'
import { withPublishLock } from './with-publish-lock'

export interface PublishDeps extends BeginSessionDeps, Pick<ReadCurrentDeps, 'onWait'> {
  readonly workspaces: WorkspacesService
  readonly guards: Pick<GuardsService, 'permit'>
  readonly secretStore: () => Promise<SecretStore>
  readonly draftSecrets: DraftSecrets
  readonly locks: Locks
  readonly publishFiles: PublishLogFiles & { readonly locks: PublishLocks }
  readonly onProgress?: (progress: EventPayload<'publish.progress'>) => void
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
    const { projectId } = input
    const excluded = new Set(input.excluded)
    const current = await readCurrent(deps, projectId, signal)
    if (!current.ok) return current
    const { stored, snapshot } = current.value
    const { summary } = snapshot
    const access = await guards.permit(summary, current.value.access, input.confirmedSlug)
    if (!access.ok) return access
    const at = now().toISOString()
    const { draft, plan } = planAsShown(current.value, input.shown, excluded, at)
    if (!plan) return reviewAgain({ files, snapshot, draft, ids: {} })
    const known = checkLockOuts(snapshot, plan, input.confirmedLockOuts)
    if (!known.ok) return known
    const secrets = await readPlanSecrets(secretStore, projectId, access.value, plan)
    if (!secrets.ok) return secrets
    const agreed = {
      current: current.value,
      access: access.value,
      draft,
      plan,
      excluded,
      secrets: secrets.value,
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
