import { isWorthKeeping, type Draft } from '../../../core/draft/draft'
import type { Entry } from '../../../core/draft/journal'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import type { DraftFiles } from '../../files/drafts/draft-files'
import { runningError, type PublishLocks } from '../../files/locks/publish-lock'
import { createQueues } from '../../concurrency/in-turn'
import type { Locks } from '../locks'
import type { OwnWrites } from '../projects/own-writes'
import type { TellOthers } from '../tell-others'

/** What a piece of work does with a draft that nobody else writes meanwhile. */
export type DraftTurn = Pick<DraftFiles, 'read' | 'write' | 'delete'>

/**
 * The drafts of all projects, whichever windows show them: every write goes through here, one after
 * the other for each project, and every window but the one that asked for it is told.
 *
 * `write` and `delete` are for main's own work, such as a publish. What a window edited comes by
 * `append` and `save`, which refuse with `publish.running` while somebody publishes the project, since
 * the draft then belongs to the publish, and with `draft.stale` where another write came first.
 */
export interface Drafts extends DraftFiles {
  /** @returns the number of the last entry. */
  append(projectId: string, after: number, entries: readonly Entry[]): Promise<Result<number>>
  /**
   * Replaces a draft as a whole; one without anything to keep leaves no file.
   *
   * @param after number of the last entry of the draft that is replaced; `undefined` where there is none
   * @returns the number that entries go on from; `undefined` where no file is left.
   */
  save(draft: Draft, after: number | undefined): Promise<Result<number | undefined>>
  /** Does work that reads a draft and writes another, with no write of others in between. */
  change<Value>(projectId: string, work: (turn: DraftTurn) => Promise<Value>): Promise<Value>
  /**
   * The number that a draft which was given away goes on from: the one it was written with or, where it
   * could not be written, that of the draft on disk.
   */
  sequenceOf(draft: Draft): Promise<number | undefined>
}

export function createDrafts(deps: {
  readonly files: DraftFiles
  readonly locks: Pick<Locks, 'isPublishing'>
  readonly ownWrites: Pick<OwnWrites, 'hasLeft'>
  /** Of other processes on the same files. */
  readonly publishLocks: Pick<PublishLocks, 'holder'>
  readonly tellOthers: TellOthers
}): Drafts {
  const { files, locks, ownWrites, publishLocks, tellOthers } = deps
  // One write after the other for each project.
  const { run: inTurn, settled } = createQueues()
  const numbers = new WeakMap<Draft, number>()

  const own: DraftTurn = {
    read: files.read,

    async write(draft) {
      const written = await files.write(draft)
      if (!written.ok) return written
      const { projectId } = draft
      numbers.set(draft, written.value)
      tellOthers('draft.replaced', { projectId, draft, sequence: written.value })
      return written
    },

    async delete(projectId) {
      const deleted = await files.delete(projectId)
      if (deleted.ok) tellOthers('draft.replaced', { projectId })
      return deleted
    },
  }

  const running = () => {
    const message = 'Another window of this app publishes this project now'
    return failure(appError('publish.running', message, { subject: 'another window', retry: true }))
  }

  /**
   * Why a window may not write now; `undefined` where it may. What is written next has to be asked for
   * at once: a publish that begins later then reads the draft with it.
   */
  async function refusal(
    projectId: string,
    asked: { readonly after: number | undefined; readonly baseRevisionId?: string },
  ): Promise<Result<never> | undefined> {
    const holder = await publishLocks.holder(projectId)
    const stored = await files.readStored(projectId)
    if (locks.isPublishing(projectId)) return running()
    if (holder) return failure(runningError(holder))
    if (!stored.ok) return stored
    const base = asked.baseRevisionId ?? stored.value?.draft.baseRevisionId
    if (base !== undefined && ownWrites.hasLeft(projectId, base)) {
      return failure(appError('draft.stale', 'The project was published in the meantime'))
    }
    if (stored.value?.sequence === asked.after) return undefined
    return failure(appError('draft.stale', 'The draft on disk is another one'))
  }

  return {
    ...files,

    append: (projectId, after, entries) =>
      inTurn(projectId, async () => {
        const refused = await refusal(projectId, { after })
        if (refused) return refused
        const added = await files.append(projectId, after, entries)
        if (added.ok) {
          const sequence = added.value
          tellOthers('draft.appended', { projectId, after, entries: [...entries], sequence })
        }
        return added
      }),

    save: (draft, after) =>
      inTurn(draft.projectId, async () => {
        const { projectId, baseRevisionId } = draft
        const refused = await refusal(projectId, { after, baseRevisionId })
        if (refused) return refused
        if (isWorthKeeping(draft)) return own.write(draft)
        const deleted = await own.delete(projectId)
        return deleted.ok ? success(undefined) : deleted
      }),

    write: (draft) => inTurn(draft.projectId, () => own.write(draft)),

    delete: (projectId) => inTurn(projectId, () => own.delete(projectId)),

    change: (projectId, work) => inTurn(projectId, () => work(own)),

    async settled() {
      await settled()
      await files.settled()
    },

    async sequenceOf(draft) {
      const written = numbers.get(draft)
      if (written !== undefined) return written
      const stored = await files.readStored(draft.projectId)
      return stored.ok ? stored.value?.sequence : undefined
    },
  }
}
