import { emptyDraft, record } from '../../../core/draft/draft'
import { anotherWindow, appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { noIntents, type IntentChange, type Intents } from '../../../core/intents/intents'
import type { Snapshot } from '../../../core/model/snapshot'
import { countChanges } from '../../../core/publish/changes'
import type { AppFiles } from '../../files/app-files'
import { runningError, type PublishLocks } from '../../files/locks/publish-lock'
import type { Locks } from '../locks'
import type { TellOthers } from '../tell-others'
import type { Drafts } from './drafts'
import type { ProjectId } from '../../../core/model/project-id'

/** What is to be done in a draft, with whatever else is to be known of it. */
interface Made<Value> {
  readonly label: string
  /** None of them: the draft stays as it is. */
  readonly changes: readonly IntentChange[]
  readonly value: Value
}

/**
 * Puts one step into the draft of a project, whether a window shows the project or not; every window that
 * does is told. Fails with `publish.running` during a publish of the project, and with what the disk
 * says; nothing was written then.
 *
 * @param make what to do on the newest state on disk; called once
 */
export type PutStep = <Value>(
  projectId: ProjectId,
  make: (snapshot: Snapshot, intents: Intents) => Made<Value>,
) => Promise<Result<Value>>

export function createPutStep(deps: {
  readonly files: Pick<AppFiles, 'snapshots'>
  readonly drafts: Pick<Drafts, 'change'>
  readonly locks: Pick<Locks, 'isPublishing'>
  /** Locks of other processes on the same files. */
  readonly publishLocks: Pick<PublishLocks, 'holder'>
  /** Tells the window that asked: it may show the project as well. */
  readonly tellAsking: TellOthers
  readonly now: () => Date
  readonly newId: () => string
}): PutStep {
  const { files, drafts, locks, publishLocks, tellAsking, now, newId } = deps

  return (projectId, make) =>
    drafts.change(projectId, async (turn) => {
      const holder = await publishLocks.holder(projectId)
      if (holder) return failure(runningError(holder))
      const [stored, kept] = [await files.snapshots.read(projectId), await turn.read(projectId)]
      if (!kept.ok) return kept
      if (!stored.ok) return stored
      const snapshot = stored.value
      if (!snapshot) {
        return failure(
          appError('request.invalid', t('The project was not read on this computer yet')),
        )
      }
      const before = kept.value ?? emptyDraft(projectId, snapshot.revisionId)
      const { label, changes, value } = make(snapshot, kept.value?.intents ?? noIntents)
      const step = { id: newId(), label, at: now().toISOString(), changes: [...changes] }
      const draft = record(before, step)
      if (draft === before) return success(value)
      // Nothing is waited for between this and the write: a publish that begins later reads it.
      if (locks.isPublishing(projectId)) {
        const message = t('The project is published now')
        return failure(
          appError('publish.running', message, { subject: anotherWindow, retry: true }),
        )
      }
      const written = await turn.write(draft)
      if (!written.ok) return written
      const changed = countChanges(draft.intents)
      tellAsking('draft.replaced', { projectId, draft, sequence: written.value, changes: changed })
      return success(value)
    })
}
