import { computed, shallowRef } from 'vue'
import { rebase } from '../../core/draft/rebase'
import type { Draft } from '../../core/draft/draft'
import { addEntry, applyEntry, type Entry } from '../../core/draft/journal'
import type { Snapshot } from '../../core/model/snapshot'

/** A rebase from one server state to another. */
export interface Move {
  /** The former state; without it only the revision changes. */
  readonly before: Snapshot | undefined
  readonly now: Snapshot
  /** ISO 8601 time of the recorded step. */
  readonly at: string
}

/** The draft after a rebase. */
export function movedOnto(draft: Draft, { before, now, at }: Move): Draft {
  return before ? rebase(draft, before, now, at) : { ...draft, baseRevisionId: now.revisionId }
}

/** Whether a rebase changed the draft's content. */
export const isMoved = (before: Draft, after: Draft): boolean =>
  after.intents !== before.intents || after.baseRevisionId !== before.baseRevisionId

type Change =
  | { readonly kind: 'entry'; readonly entry: Entry; readonly words: readonly string[] }
  | { readonly kind: 'move'; readonly move: Move }
  /** Replaces the draft on disk with this number, or the missing one. */
  | { readonly kind: 'draft'; readonly draft: Draft; readonly at: number | undefined }

/**
 * The window's entries and rebases that are not on disk, in order. Entries leave when stored, or when another
 * draft opens.
 */
export function createUnwritten() {
  const changes = shallowRef<readonly Change[]>([])
  /** Number of changes being sent, from the first on. */
  let underWay = 0
  const words = computed(() =>
    changes.value.flatMap((change) => (change.kind === 'entry' ? change.words : [])),
  )

  /** The last change, if not being sent: another may join it. */
  const last = () => (changes.value.length > underWay ? changes.value.at(-1) : undefined)

  function push(change: Change, isJoined: boolean): void {
    changes.value = [...(isJoined ? changes.value.slice(0, -1) : changes.value), change]
  }

  function addOne(entry: Entry, said: string): void {
    const before = last()
    const joined = before?.kind === 'entry' ? addEntry([before.entry], entry) : []
    const [one] = joined
    if (before?.kind !== 'entry' || !one || joined.length > 1) {
      push({ kind: 'entry', entry, words: [said] }, false)
    } else {
      const isSaid = before.words.at(-1) === said
      push(
        { kind: 'entry', entry: one, words: isSaid ? before.words : [...before.words, said] },
        true,
      )
    }
  }

  /** Consecutive rebases merge, so that no state in between is retained. */
  function addMove(move: Move): void {
    const before = last()
    if (before?.kind !== 'move') push({ kind: 'move', move }, false)
    else push({ kind: 'move', move: { ...move, before: before.move.before ?? move.before } }, true)
  }

  /** The draft after a change; `undefined` if it does not apply. */
  function after(draft: Draft, number: number | undefined, change: Change): Draft | undefined {
    if (change.kind === 'entry') return applyEntry(draft, change.entry)
    // Written by others meanwhile: their version stays.
    if (change.kind === 'draft') return change.at === number ? change.draft : undefined
    const moved = movedOnto(draft, change.move)
    return isMoved(draft, moved) ? moved : undefined
  }

  /** Re-applies all changes to the draft on disk; drops those that do not apply. */
  function onto(base: Draft, number: number | undefined): Draft {
    let draft = base
    changes.value = changes.value.filter((change) => {
      const next = after(draft, number, change)
      draft = next ?? draft
      return next !== undefined
    })
    return draft
  }

  return {
    words,
    addOne,
    addMove,
    onto,
    isEmpty: () => changes.value.length === 0,
    /** Whether there is more than rebases. */
    isUrgent: () => changes.value.some(({ kind }) => kind !== 'move'),
    /** Replaces the draft on disk with this number, or creates it. */
    replaceAt: (draft: Draft, at: number | undefined) => push({ kind: 'draft', draft, at }, false),
    send(): readonly Entry[] | undefined {
      underWay = changes.value.length
      const entries = changes.value.flatMap((change) =>
        change.kind === 'entry' ? [change.entry] : [],
      )
      return entries.length === changes.value.length ? entries : undefined
    },
    arrived(): void {
      changes.value = changes.value.slice(underWay)
      underWay = 0
    },
    returned(): void {
      underWay = 0
    },
    forget(): void {
      changes.value = []
      underWay = 0
    },
  }
}
