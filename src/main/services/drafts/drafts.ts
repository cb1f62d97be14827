import { isDeepStrictEqual } from 'node:util'
import { isWorthKeeping, type Draft } from '../../../core/draft/draft'
import type { EventPayload } from '../../../core/ipc/contract'
import { countChanges } from '../../../core/intents/intents'
import type { Entry } from '../../../core/draft/journal'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { DraftFiles } from '../../files/drafts/draft-files'
import { runningError, type PublishLocks } from '../../files/locks/publish-lock'
import { createQueues } from '../../concurrency/in-turn'
import { publishedHere, type Locks } from '../locks'
import type { OwnWrites } from '../projects/own-writes'
import type { TellOthers } from '../tell-others'
import type { ProjectId } from '../../../core/model/project-id'

/** Result of a publish that other windows need beside the draft. */
export type Published = NonNullable<EventPayload<'draft.replaced'>['published']>

export interface DraftTurn extends Pick<DraftFiles, 'read'> {
  /** `published`: set if a publish removed these edits. */
  write(draft: Draft, published?: Published): ReturnType<DraftFiles['write']>
  delete(projectId: ProjectId, published?: Published): ReturnType<DraftFiles['delete']>
}

/** Drafts for all windows: writes are queued per project and announced to the other windows. */
export interface Drafts extends Omit<DraftFiles, 'write' | 'delete'>, DraftTurn {
  append(projectId: ProjectId, after: number, entries: readonly Entry[]): Promise<Result<number>>
  /** Replaces a draft unless stale (`after`: last entry); `undefined` if it is now empty. */
  save(draft: Draft, after: number | undefined): Promise<Result<number | undefined>>
  /** Runs exclusive read-modify-write work. */
  change<Value>(projectId: ProjectId, work: (turn: DraftTurn) => Promise<Value>): Promise<Value>
  onDisk(draft: Draft): Promise<OnDisk>
}

/** The next write's predecessor, and whether the disk has the draft. */
export interface OnDisk {
  readonly sequence?: number
  /** The write failed; the number belongs to the draft on disk. */
  readonly unwritten?: true
}

export function createDrafts(deps: {
  readonly files: DraftFiles
  readonly locks: Pick<Locks, 'isPublishing'>
  readonly ownWrites: Pick<OwnWrites, 'hasReplaced'>
  /** Locks of other processes. */
  readonly publishLocks: Pick<PublishLocks, 'holder'>
  readonly tellOthers: TellOthers
}): Drafts {
  const { files, locks, ownWrites, publishLocks, tellOthers } = deps
  const { run: inTurn, idle } = createQueues()
  const numbers = new WeakMap<Draft, number>()

  const own: DraftTurn = {
    read: files.read,

    async write(draft, published) {
      const written = await files.write(draft)
      if (!written.ok) return written
      const { projectId, intents } = draft
      numbers.set(draft, written.value)
      const told = { projectId, draft, sequence: written.value, changes: countChanges(intents) }
      tellOthers('draft.replaced', { ...told, ...(published ? { published } : {}) })
      return written
    },

    async delete(projectId, published) {
      const deleted = await files.delete(projectId)
      const told = { projectId, changes: 0, ...(published ? { published } : {}) }
      if (deleted.ok) tellOthers('draft.replaced', told)
      return deleted
    },
  }

  /** Why a window may not write now. Queue the write in the same tick, before any publish. */
  async function refusal(
    projectId: ProjectId,
    asked: { readonly after: number | undefined; readonly baseRevisionId?: string },
  ): Promise<Result<never> | undefined> {
    const holder = await publishLocks.holder(projectId)
    const stored = await files.readStored(projectId)
    if (locks.isPublishing(projectId)) return failure(publishedHere())
    if (holder) return failure(runningError(holder))
    if (!stored.ok) return stored
    const base = asked.baseRevisionId ?? stored.value?.draft.baseRevisionId
    if (base !== undefined && ownWrites.hasReplaced(projectId, base)) {
      return failure(appError('draft.stale', t('The project was published in the meantime')))
    }
    if (stored.value?.sequence === asked.after) return undefined
    return failure(appError('draft.stale', t('The saved draft is a different one')))
  }

  return {
    ...files,

    append: (projectId, after, entries) =>
      inTurn(projectId, async () => {
        const refused = await refusal(projectId, { after })
        if (refused) return refused
        const added = await files.append(projectId, after, entries)
        if (!added.ok) return added
        const stored = await files.read(projectId)
        const changes = stored.ok && stored.value ? countChanges(stored.value.intents) : 0
        const told = { after, entries: [...entries], sequence: added.value, changes }
        tellOthers('draft.appended', { projectId, ...told })
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

    write: (draft, published) => inTurn(draft.projectId, () => own.write(draft, published)),

    delete: (projectId, published) => inTurn(projectId, () => own.delete(projectId, published)),

    change: (projectId, work) => inTurn(projectId, () => work(own)),

    async flush() {
      await idle()
      await files.flush()
    },

    async onDisk(draft) {
      const written = numbers.get(draft)
      if (written !== undefined) return { sequence: written }
      const stored = await files.readStored(draft.projectId)
      const there = stored.ok ? stored.value : undefined
      const isThere = there ? isDeepStrictEqual(there.draft, draft) : !isWorthKeeping(draft)
      return {
        ...(there ? { sequence: there.sequence } : {}),
        ...(isThere ? {} : { unwritten: true }),
      }
    },
  }
}
