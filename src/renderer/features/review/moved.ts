import { listMoved, type Moved } from '../../../core/draft/rebase'
import { sameTarget } from '../../../core/intents/intents'
import { connectionsOf } from '../../../core/model/connection'
import type { ConnectionStates } from '../../../core/model/connection-states'
import { textMember, type JsonObject } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import { t } from '../../../core/language/translate'
import type { Change } from '../../../core/publish/changes'

const name = (entry: JsonObject) => textMember(entry, 'label') || (textMember(entry, 'id') ?? '')

/** A state of a project, with what is known of which of its connections are enabled. */
export interface KnownState {
  readonly snapshot: Snapshot
  readonly states?: ConnectionStates | undefined
}

/** Connections of both states that are disabled in one of them, as far as that is known. */
function switched(was: KnownState, is: KnownState): string[] {
  if (!was.states || !is.states) return []
  return connectionsOf(is.snapshot).flatMap(({ key, entry }) => {
    const [old, now] = [was.states?.[key], is.states?.[key]]
    if (old === undefined || now === undefined || old === now) return []
    return now === 'disabled'
      ? t('{name} was disabled', { name: name(entry) })
      : t('{name} was enabled', { name: name(entry) })
  })
}

function wordsOf({ target: { kind }, label, how }: Moved): string {
  if (kind === 'method') return t('settings of a sign-in method')
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
  was: KnownState,
  is: KnownState,
  published: readonly Change[] = [],
  limit = 8,
): string[] {
  const all = listMoved(was.snapshot, is.snapshot)
  const moved = all.filter((each) => !published.some(isOf(each)))
  const words = [...switched(was, is), ...moved.map(wordsOf)]
  if (words.length === 0 && all.length > 0) return []
  if (words.length === 0) {
    return [t('something other than organizations, connections and SCIM clients')]
  }
  const more = words.length - limit
  return more > 0 ? [...words.slice(0, limit), t('{count} more', { count: more })] : words
}
