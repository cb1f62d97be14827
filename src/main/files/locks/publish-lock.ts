import { join } from 'node:path'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { causeOf } from '../store/file-errors'
import { createProcessLocks, type LockHolder } from './process-lock'
import { projectFileName, type ProjectId } from '../../../core/model/project-id'

/** Keeps other processes from publishing the project. */
export interface PublishLock {
  /** No effect if another process has taken it. */
  release(): Promise<void>
}

export interface PublishLocks {
  /** `publish.running`, naming the holder, if another living process publishes. */
  take(projectId: ProjectId): Promise<Result<PublishLock>>
  holder(projectId: ProjectId): Promise<LockHolder | undefined>
}

function whoHolds(holder: LockHolder | undefined): string {
  if (!holder) return t('Another copy of SSO Workbench')
  const { pid, host, takenAt } = holder
  return takenAt === undefined
    ? t('Another copy of SSO Workbench (process {pid} on {host})', { pid, host })
    : t('Another copy of SSO Workbench (process {pid} on {host}, since {time})', {
        pid,
        host,
        time: takenAt,
      })
}

export function runningError(holder: LockHolder | undefined) {
  const who = whoHolds(holder)
  const message = t('{who} is publishing this project', { who })
  return appError('publish.running', message, { retry: true, subject: who })
}

/** `folder`: user data folder; `processStartedAt`: ISO 8601, by default this process's start. */
export function createPublishLocks(deps: {
  readonly folder: string
  readonly processStartedAt?: string
  readonly now: () => Date
  readonly newToken: () => string
}): PublishLocks {
  const { folder, ...own } = deps
  // Longer than elsewhere, so that a slow publish never runs beside a second one.
  const locks = createProcessLocks({ ...own, silence: 120_000, cutOff: 10_000 })
  const path = (projectId: ProjectId) =>
    join(folder, 'publishing', `${projectFileName(projectId)}.lock`)
  return {
    async take(projectId) {
      const file = path(projectId)
      try {
        const taken = await locks.take(file)
        return taken.kind === 'held' ? success(taken) : failure(runningError(taken.holder))
      } catch (error) {
        const more = { retry: true, subject: 'publishing' }
        return failure(appError('draft.write-failed', causeOf(error), more))
      }
    },

    async holder(projectId) {
      return locks.holder(path(projectId))
    },
  }
}

/** Runs `work` under the project's publish lock; `publish.running` if another process has it. */
export async function withPublishLock<Value>(
  locks: Pick<PublishLocks, 'take'>,
  projectId: ProjectId,
  work: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const lock = await locks.take(projectId)
  if (!lock.ok) return lock
  try {
    return await work()
  } finally {
    await lock.value.release()
  }
}
