import { emptyDraft, record, type Draft } from '../../../core/draft/draft'
import { rebase } from '../../../core/draft/rebase'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { IntentChange } from '../../../core/intents/intents'
import type { Snapshot } from '../../../core/model/snapshot'
import { countChanges } from '../../../core/intents/intents'
import type { AppFiles } from '../../files/app-files'
import { runningError, type PublishLocks } from '../../files/locks/publish-lock'
import { publishedHere, type Locks } from '../locks'
import type { TellOthers } from '../tell-others'
import type { Drafts } from './drafts'
import type { ProjectId } from '../../../core/model/project-id'

export interface MadeStep<Answer> {
  readonly label: string
  /** Suggested publish summary. */
  readonly about?: string | undefined
  /** Empty: the draft stays as it is. */
  readonly changes: readonly IntentChange[]
  readonly answer: Answer
}

export interface PutInto<Answer> {
  readonly snapshot: Snapshot
  readonly draft: Draft
  readonly answer: Answer
}

/** Adds one step to a draft on the newest state; `publish.running` during a publish. */
export type PutStep = <Answer>(
  projectId: ProjectId,
  make: (
    snapshot: Snapshot,
    draft: Draft,
  ) => Promise<Result<MadeStep<Answer>>> | Result<MadeStep<Answer>>,
  before?: Snapshot,
) => Promise<Result<PutInto<Answer>>>

export function createPutStep(deps: {
  readonly files: Pick<AppFiles, 'snapshots'>
  readonly drafts: Pick<Drafts, 'change'>
  readonly locks: Pick<Locks, 'isPublishing'>
  /** Locks of other processes. */
  readonly publishLocks: Pick<PublishLocks, 'holder'>
  /** Also notifies the asking window, which may show the project. */
  readonly tellAsking: TellOthers
  readonly now: () => Date
  readonly newId: () => string
}): PutStep {
  const { files, drafts, locks, publishLocks, tellAsking, now, newId } = deps

  /** The error while somebody publishes the project. */
  async function publishing(projectId: ProjectId) {
    const holder = await publishLocks.holder(projectId)
    if (holder) return failure(runningError(holder))
    return locks.isPublishing(projectId) ? failure(publishedHere()) : undefined
  }

  return (projectId, make, before) =>
    drafts.change(projectId, async (turn) => {
      const running = await publishing(projectId)
      if (running) return running
      const [stored, kept] = [await files.snapshots.read(projectId), await turn.read(projectId)]
      if (!kept.ok) return kept
      if (!stored.ok) return stored
      const snapshot = stored.value
      if (!snapshot) {
        const why = t('It was never read on this computer')
        return failure(appError('project.unread', why, { subject: projectId }))
      }
      const at = now().toISOString()
      const own = kept.value ?? emptyDraft(projectId, snapshot.revisionId)
      const isBehind = own.baseRevisionId !== snapshot.revisionId
      const based = isBehind ? rebase(own, before ?? snapshot, snapshot, at) : own
      const made = await make(snapshot, based)
      if (!made.ok) return made
      const { answer, changes, ...step } = made.value
      const draft = record(based, { id: newId(), at, changes: [...changes], ...step })
      if (draft === own) return success({ snapshot, draft, answer })
      // No await until the write, so that a later publish reads it.
      if (locks.isPublishing(projectId)) return failure(publishedHere())
      const written = await turn.write(draft)
      if (!written.ok) return written
      const count = countChanges(draft.intents)
      tellAsking('draft.replaced', { projectId, draft, sequence: written.value, changes: count })
      return success({ snapshot, draft, answer })
    })
}
