import type { ImpactLine } from '../../../core/impact/line'
import type { Change } from '../../../core/publish/changes'
import type { Snapshot } from '../../../core/model/snapshot'
import { movedBetween } from './moved'

/** What a review showed when its person last decided by it. */
export interface Seen {
  readonly snapshot: Snapshot
  /** What would be sent (`planText`), and what it would do to people (`toldText`). */
  readonly plan: string
  readonly told: string
  readonly changes: readonly Change[]
  readonly lines: readonly ImpactLine[]
}

/** What is not as it was seen, for a person who reviews it again. */
export interface Differences {
  /** Whether the server has another state, or only the draft is another. */
  readonly of: 'project' | 'draft'
  readonly from: string
  readonly to: string
  /** What others changed on the server, in words. */
  readonly moved: readonly string[]
  /** Whether another request would be sent; otherwise the same does something else to people. */
  readonly sendsOther: boolean
  /** Ids of the changes and of the impact's lines that are new, or say something else. */
  readonly changes: ReadonlySet<string>
  readonly lines: ReadonlySet<string>
}

export const nothingDiffers: ReadonlySet<string> = new Set()

export const looksTheSame = (was: Seen, is: Seen): boolean =>
  was.plan === is.plan && was.told === is.told

function idsOfOthers<Item extends { readonly id: string }>(
  was: readonly Item[],
  is: readonly Item[],
): ReadonlySet<string> {
  const known = new Map(was.map((item) => [item.id, JSON.stringify(item)]))
  return new Set(
    is.filter((item) => known.get(item.id) !== JSON.stringify(item)).map(({ id }) => id),
  )
}

/** @param done how many requests of the publish took effect in between */
export function differencesBetween(was: Seen, is: Seen, done = 0): Differences {
  const isMoved = was.snapshot !== is.snapshot
  const left = new Set(is.changes.map(({ id }) => id))
  const published = done > 0 ? was.changes.filter(({ id }) => !left.has(id)) : []
  return {
    of: isMoved ? 'project' : 'draft',
    from: was.snapshot.revisionId,
    to: is.snapshot.revisionId,
    moved: isMoved ? movedBetween(was.snapshot, is.snapshot, published) : [],
    sendsOther: was.plan !== is.plan,
    changes: idsOfOthers(was.changes, is.changes),
    lines: idsOfOthers(was.lines, is.lines),
  }
}
