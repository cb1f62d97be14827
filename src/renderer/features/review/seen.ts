import type { ImpactLine } from '../../../core/impact/line'
import type { Change } from '../../../core/publish/changes'
import type { Snapshot } from '../../../core/model/snapshot'
import { listMoved, type Moved } from '../../../core/draft/rebase'
import { sameTarget } from '../../../core/intents/intents'
import { serverEntity } from '../../../core/intents/server-entities'
import { t } from '../../../core/language/translate'

function wordsOf({ target: { kind, key }, label, how, fields }: Moved, now: Snapshot): string {
  if (kind === 'method') return t('settings of a sign-in method')
  if (kind === 'connection' && fields.length === 1 && fields[0] === 'state') {
    return serverEntity(now, { kind, key })?.['state'] === 'disabled'
      ? t('{name} was disabled', { name: label })
      : t('{name} was enabled', { name: label })
  }
  if (how === 'added') return t('{name} was added', { name: label })
  return how === 'changed'
    ? t('{name} was changed', { name: label })
    : t('{name} was deleted', { name: label })
}

/** Whether a difference is what a change of the draft does, and no more. */
const isOf =
  ({ target, label, how, fields }: Moved) =>
  (change: Change): boolean => {
    if (change.status === 'new') {
      return how === 'added' && target.kind === change.target.kind && label === change.label
    }
    if (!sameTarget(target, change.target)) return false
    if (change.status === 'deleted') return how === 'removed'
    return (
      how === 'changed' && fields.every((name) => change.fields.some((of) => of.field === name))
    )
  }

/**
 * What others changed between two states: at most `limit` entities by name, then a count.
 * @param published changes of the draft that were published since the first state
 */
export function movedBetween(
  was: Snapshot,
  is: Snapshot,
  published: readonly Change[] = [],
  limit = 8,
): string[] {
  const all = listMoved(was, is)
  const moved = all.filter((each) => !published.some(isOf(each)))
  const words = moved.map((each) => wordsOf(each, is))
  if (words.length === 0 && all.length > 0) return []
  if (words.length === 0) {
    return [t('something other than organizations, connections and SCIM clients')]
  }
  const more = words.length - limit
  return more > 0 ? [...words.slice(0, limit), t('{count} more', { count: more })] : words
}

/** What a review showed when its person last decided by it. */
export interface Seen {
  readonly snapshot: Snapshot
  /** What would be sent (`planText`), and what it would do to people (`toldText`). */
  readonly plan: string
  readonly told: string
  readonly changes: readonly Change[]
  readonly lines: readonly ImpactLine[]
}

export interface Differences {
  /** Whether the server has another state, or only the draft is another. */
  readonly of: 'project' | 'draft'
  readonly from: string
  readonly to: string
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
