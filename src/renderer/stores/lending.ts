import type { Draft } from '../../core/draft/draft'
import type { OrganizationIds } from '../../core/patch/compile'
import type { Meanwhile } from '../../core/publish/carry-over'
import type { Result } from '../../core/errors/result'
import type { Snapshot } from '../../core/model/snapshot'

/** A draft that main made of the one on disk, as by a publish, with the state that it belongs to. */
export interface GivenBack {
  readonly draft: Draft
  readonly snapshot: Snapshot
  readonly ids?: OrganizationIds | undefined
}

/** A draft and the state that it stands on. */
interface Standing {
  readonly draft: Draft
  readonly snapshot: Snapshot
}

interface LendingParts {
  /** What is in the window; `undefined` where no project is open. */
  current(): Standing | undefined
  /** Puts what came back in its place. */
  takeBack(given: GivenBack, meanwhile: Meanwhile, before: Draft): void
}

/**
 * Lends the draft on disk to main, which gives another one back. What is edited meanwhile is not
 * saved before, for it belongs into the one that comes back.
 */
export function createLending({ current, takeBack }: LendingParts) {
  let lent: Promise<unknown> = Promise.resolve()
  /** What main has, moved to the newest state that the window knows: only then is all else a person's. */
  let held: Standing | undefined

  async function lend<Outcome extends GivenBack>(
    work: () => Promise<Result<Outcome>>,
  ): Promise<Result<Outcome>> {
    const earlier = lent
    let end: () => void = () => undefined
    lent = new Promise<void>((resolve) => (end = resolve))
    try {
      await earlier
      const before = (held = current())
      const result = await work()
      const now = current()
      // Another project may have taken the place: what came back is on disk, for when it opens again.
      if (result.ok && before && now?.draft.projectId === result.value.draft.projectId) {
        const { snapshot, draft } = held ?? before
        const meanwhile = { snapshot, lent: draft.intents, now: now.draft.intents }
        takeBack(result.value, meanwhile, draft)
      }
      return result
    } finally {
      held = undefined
      end()
    }
  }

  return {
    lend,
    /** The draft in the window moves onto a newer state: so does the one that main has. */
    moved(snapshot: Snapshot, rebased: (draft: Draft) => Draft): void {
      if (held?.draft.projectId !== snapshot.summary.id) return
      held = { draft: rebased(held.draft), snapshot }
    },
    /** Resolves when main has nothing of it. */
    returned: () => lent,
  }
}
