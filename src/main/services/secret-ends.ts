import type { Draft } from '../../core/draft/draft'
import { secretReferences } from '../../core/draft/secret-references'
import { success, type Result } from '../../core/errors/result'
import type { ProjectId } from '../../core/model/project-id'
import type { Intents } from '../../core/intents/intents'
import { endsAfterPublish } from '../../core/publish/ends-after-publish'
import { withSecretEnd, type SecretEnds } from '../../core/problems/ends'
import { createQueues } from '../concurrency/in-turn'
import type { AppFiles } from '../files/app-files'
import type { TellOthers } from './tell-others'

/** End dates of client secrets as noted by people; contains no secrets. */
export interface SecretEndsService {
  list(projectId: ProjectId): Promise<Result<SecretEnds>>
  /** Notes an end date by connection key or new secret's reference; without `day` forgets it. */
  note(projectId: ProjectId, key: string, day: string | undefined): Promise<Result<SecretEnds>>
  /** Updates the notes after a publish; `draft`: the rest. */
  published(sent: Intents, draft: Draft): Promise<Result<void>>
}

export function createSecretEnds(
  files: Pick<AppFiles, 'ends'>,
  tellOthers: TellOthers,
): SecretEndsService {
  const queues = createQueues()
  async function list(projectId: ProjectId): Promise<Result<SecretEnds>> {
    const stored = await files.ends(projectId).read()
    return stored.ok ? success(stored.value?.secrets ?? {}) : stored
  }
  const change = (projectId: ProjectId, changed: (ends: SecretEnds) => SecretEnds) =>
    queues.run(projectId, async (): Promise<Result<SecretEnds>> => {
      const before = await list(projectId)
      if (!before.ok) return before
      const next = changed(before.value)
      if (JSON.stringify(next) === JSON.stringify(before.value)) return before
      const written = await files.ends(projectId).write({ secrets: next })
      if (!written.ok) return written
      tellOthers('secret-end.noted', { projectId, ends: next })
      return success(next)
    })
  return {
    list,
    note: (projectId, key, day) => change(projectId, (ends) => withSecretEnd(ends, key, day)),
    async published(sent, draft) {
      const kept = secretReferences(draft)
      const done = await change(draft.projectId, (ends) => endsAfterPublish(ends, sent, kept))
      return done.ok ? success(undefined) : done
    },
  }
}
