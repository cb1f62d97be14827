import { z } from 'zod'
import { draftSchema, emptyDraft, type Draft } from '../../../core/draft/draft'
import { applyEntry } from '../../../core/draft/journal'
import type { Journal } from './journal-lines'
import type { ProjectId } from '../../../core/model/project-id'

/** Null draft: deleted, with entries up to the number. */
export const storedDraftSchema = z.object({
  sequence: z.number().int().nonnegative(),
  // The file's name says whose it is.
  draft: draftSchema.extend({ projectId: z.string() }).nullable(),
})

/** Rescued steps and lines of a damaged journal. */
export interface Damage {
  readonly kept: number
  readonly lost: number
}

export interface DraftState {
  draft: Draft | undefined
  /** Number of the last entry. */
  sequence: number
  lines: number
  bytes: number
  /** Why the journal must be emptied or set aside before appending. */
  blocked?: 'unclean' | Damage
}

/** Applies journal entries to their draft; without that draft, keeps later entries on their own. */
export function replayJournal(
  projectId: ProjectId,
  whole: z.infer<typeof storedDraftSchema> | undefined,
  journal: Exclude<Journal, { kind: 'too-new' }> | undefined,
): DraftState {
  const sequence = whole?.sequence ?? 0
  const next = journal?.entries.filter(({ n }) => n > sequence) ?? []
  const isDeleted = whole?.draft === null
  const isGap = whole !== undefined && next[0] !== undefined && next[0].n !== sequence + 1
  const usable = isDeleted || isGap ? [] : next
  const start =
    (whole?.draft ? { ...whole.draft, projectId } : undefined) ??
    (usable.length > 0 && journal?.header
      ? emptyDraft(projectId, journal.header.baseRevisionId)
      : undefined)
  const state: DraftState = {
    draft: start && usable.reduce((all, { entry }) => applyEntry(all, entry), start),
    sequence: usable.at(-1)?.n ?? sequence,
    lines: journal?.entries.length ?? 0,
    bytes: journal?.kind === 'read' ? journal.bytes : 0,
  }
  const lost = (journal?.kind === 'damaged' ? journal.lost : 0) + (isGap ? next.length : 0)
  const isOnItsOwn = whole === undefined && usable.length > 0
  if (journal?.kind === 'damaged' || isGap || isOnItsOwn) {
    state.blocked = { kept: usable.length, lost }
  } else if (journal?.torn) {
    state.blocked = 'unclean'
  }
  return state
}
