import type { OrganizationIds } from '../../core/intents/organization-ids'
import type { Draft } from '../../core/draft/draft'
import type { Snapshot } from '../../core/model/snapshot'

/** A draft that main made of the one on disk, as by a publish, with the state that it belongs to. */
export interface GivenBack {
  readonly draft: Draft
  readonly snapshot: Snapshot
  readonly ids?: OrganizationIds | undefined
  /** Number of the draft's last entry on disk; `undefined` where it is not there. */
  readonly sequence?: number | undefined
  /** The disk has not taken it: it is to be saved whole, in place of what is there. */
  readonly unwritten?: boolean | undefined
}

/** A draft and the state that it stands on. */
export interface Standing {
  readonly draft: Draft
  readonly snapshot: Snapshot
}

/**
 * Knows what main has while the draft on disk is lent to it. What is edited meanwhile is not saved
 * before it is back, for it belongs into the draft that main gives back.
 */
export function createLending() {
  let lent: Promise<unknown> = Promise.resolve()
  /** The lent draft, rebased on the newest known state: the rest of the window's draft is then the person's edits. */
  let held: Standing | undefined

  return {
    /**
     * Lends the draft, after what was lent before is back.
     * @param current what is on disk when it is this one's turn
     * @param work what main does with it; gets the lent draft, rebased on the newest known state
     */
    async run<Value>(
      current: () => Promise<Standing | undefined>,
      work: (held: () => Standing | undefined) => Promise<Value>,
    ): Promise<Value> {
      const earlier = lent
      let end: () => void = () => undefined
      lent = new Promise<void>((resolve) => (end = resolve))
      try {
        await earlier
        held = await current()
        return await work(() => held)
      } finally {
        held = undefined
        end()
      }
    },
    /** The draft in the window moves onto a newer state: so does the one that main has. */
    moved(snapshot: Snapshot, rebased: (draft: Draft) => Draft): void {
      if (held) held = { draft: rebased(held.draft), snapshot }
    },
    /** Resolves when main has nothing of it, and nothing of it was lent again meanwhile. */
    async returned(): Promise<void> {
      let waited: Promise<unknown> | undefined
      while (waited !== lent) {
        waited = lent
        await waited
      }
    },
  }
}
