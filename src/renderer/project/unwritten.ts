import { computed, shallowRef } from 'vue'
import { rebase } from '../../core/draft/rebase'
import type { Draft } from '../../core/draft/draft'
import { addEntry, applyEntry, type Entry } from '../../core/draft/journal'
import type { Snapshot } from '../../core/model/snapshot'

/** A draft goes from one state of the server onto another. */
export interface Move {
  /** The state that it stands on; without one only the revision is another. */
  readonly before: Snapshot | undefined
  readonly now: Snapshot
  /** Time of the step that the move makes, as ISO 8601. */
  readonly at: string
}

/** The draft after a move. */
export function movedOnto(draft: Draft, { before, now, at }: Move): Draft {
  return before ? rebase(draft, before, now, at) : { ...draft, baseRevisionId: now.revisionId }
}

/** Whether a move made another draft, and not only a copy of it. */
export const isMoved = (before: Draft, after: Draft): boolean =>
  after.intents !== before.intents || after.baseRevisionId !== before.baseRevisionId

type Change =
  | { readonly kind: 'entry'; readonly entry: Entry; readonly words: readonly string[] }
  | { readonly kind: 'move'; readonly move: Move }
  /** The whole draft, in place of the one on disk with this number, or of none. */
  | { readonly kind: 'draft'; readonly draft: Draft; readonly at: number | undefined }

/**
 * What the window's draft has and the disk does not: the entries and moves of this window in their order,
 * after the whole draft where the disk did not take that one. Nothing else says what is not written. A
 * change leaves the list when an answer says that it is on disk, or when another draft is opened.
 */
export function createUnwritten() {
  const changes = shallowRef<readonly Change[]>([])
  /** How many of them are on their way, from the first on. */
  let underWay = 0
  /** The entries in words, for a person. */
  const words = computed(() =>
    changes.value.flatMap((change) => (change.kind === 'entry' ? change.words : [])),
  )

  /** The last change, if it is still to be sent: only then may another one join it. */
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

  /** Moves that follow one another are one, so that no state between them is kept. */
  function addMove(move: Move): void {
    const before = last()
    if (before?.kind !== 'move') push({ kind: 'move', move }, false)
    else push({ kind: 'move', move: { ...move, before: before.move.before ?? move.before } }, true)
  }

  /** The draft after a change; `undefined` where it is of no use on this one. */
  function after(draft: Draft, number: number | undefined, change: Change): Draft | undefined {
    if (change.kind === 'entry') return applyEntry(draft, change.entry)
    // Somebody wrote after it was made: what they wrote stays.
    if (change.kind === 'draft') return change.at === number ? change.draft : undefined
    const moved = movedOnto(draft, change.move)
    return isMoved(draft, moved) ? moved : undefined
  }

  /**
   * @param number of the last entry of the draft on disk
   * @returns the draft on disk with all of it on top; what is of no use there is done.
   */
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
    /** Whether it is more than moves. */
    isUrgent: () => changes.value.some(({ kind }) => kind !== 'move'),
    /** The whole draft is to replace the one on disk with this number, or to be the first there. */
    replaceAt: (draft: Draft, at: number | undefined) => push({ kind: 'draft', draft, at }, false),
    /** All of it goes on its way. @returns the entries; `undefined` where they alone are not all. */
    send(): readonly Entry[] | undefined {
      underWay = changes.value.length
      const entries = changes.value.flatMap((change) =>
        change.kind === 'entry' ? [change.entry] : [],
      )
      return entries.length === changes.value.length ? entries : undefined
    },
    /** What was on its way is on disk. */
    arrived(): void {
      changes.value = changes.value.slice(underWay)
      underWay = 0
    },
    /** What was on its way did not arrive. */
    returned(): void {
      underWay = 0
    },
    forget(): void {
      changes.value = []
      underWay = 0
    },
  }
}
