import { listMoved, type Moved } from '../../../core/draft/rebase'
import { sameTarget } from '../../../core/intents/intents'
import { serverEntity } from '../../../core/intents/server-entities'
import type { Snapshot } from '../../../core/model/snapshot'
import { t } from '../../../core/language/translate'
import type { Change } from '../../../core/publish/changes'

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
 * What others changed between two states of a project, for a person: at most `limit` of it, then a count.
 * @param published changes of the draft that are published since the first state
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
