import { success, type Result } from '../../core/errors/result'
import type { ProjectId } from '../../core/model/project-id'
import { withSecretEnd, type SecretEnds } from '../../core/problems/secret-ends'
import { createQueues } from '../concurrency/in-turn'
import type { AppFiles } from '../files/app-files'

/** Last days of client secrets, as people noted them on this computer. No secret is among them. */
export interface SecretEndsService {
  list(projectId: ProjectId): Promise<Result<SecretEnds>>
  /** Without a day, that of the connection is forgotten. @returns all of the project */
  note(projectId: ProjectId, key: string, day: string | undefined): Promise<Result<SecretEnds>>
}

/** @param tellOthers tells windows that did not ask */
export function createSecretEnds(
  files: Pick<AppFiles, 'ends'>,
  tellOthers: (projectId: ProjectId, ends: SecretEnds) => void,
): SecretEndsService {
  const queues = createQueues()
  async function list(projectId: ProjectId): Promise<Result<SecretEnds>> {
    const stored = await files.ends(projectId).read()
    return stored.ok ? success(stored.value?.secrets ?? {}) : stored
  }
  return {
    list,
    note: (projectId, key, day) =>
      queues.run(projectId, async () => {
        const before = await list(projectId)
        if (!before.ok) return before
        const next = withSecretEnd(before.value, key, day)
        const written = await files.ends(projectId).write({ secrets: next })
        if (!written.ok) return written
        tellOthers(projectId, next)
        return success(next)
      }),
  }
}
