import type { Result } from '../../../core/errors/result'
import type { PublishLocks } from '../../files/locks/publish-lock'

/**
 * Does work while no other process publishes the project, nor settles a publish of it.
 * @returns what the work answers; `publish.running` where another process is at it, with no work done.
 */
export async function withPublishLock<Value>(
  locks: Pick<PublishLocks, 'take'>,
  projectId: string,
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
