import type { Result } from '../../../core/errors/result'
import type { PublishLocks } from '../../files/locks/publish-lock'
import type { ProjectId } from '../../../core/model/project-id'

/**
 * Runs work while no other process publishes the project or settles a publish of it.
 * @returns the result of the work; `publish.running` if another process does, without running the work.
 */
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
