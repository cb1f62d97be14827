import type { JsonObject } from '../model/json'
import type { FormerEntity, Snapshot } from '../model/snapshot'
import { sameTarget, type Target } from './intents'
import { serverEntity, serverTargets } from './server-entities'

/** What is kept of all together, in characters of JSON: the last gone stay. */
const most = 1_000_000

function newestWithin(former: readonly FormerEntity[], room: number): FormerEntity[] {
  let left = room
  const first = former.findLastIndex(({ entity }) => {
    left -= JSON.stringify(entity).length
    return left < 0
  })
  return former.slice(first + 1)
}

/**
 * A newer snapshot that also knows the organizations and connections which the one before it had, or
 * knew, and it has not. It goes to disk with the snapshot, so whatever happens between a refresh and the
 * next save of a draft, or in the trash, what was edited and is gone is still known.
 *
 * @param room characters of JSON that all of them may take
 */
export function withFormer(before: Snapshot | undefined, now: Snapshot, room = most): Snapshot {
  const { former: _older, ...rest } = now
  if (!before) return now
  // A list that was cut short says nothing of what it does not have.
  const isCut = (kind: Target['kind']) => kind === 'organization' && now.incomplete === true
  const gone = serverTargets(before).flatMap(({ kind, key }): FormerEntity[] => {
    const entity = serverEntity(before, { kind, key })
    const isGone = kind !== 'method' && !isCut(kind) && !serverEntity(now, { kind, key })
    return isGone && entity ? [{ kind, key, entity }] : []
  })
  const kept = (before.former ?? []).filter((item) => !serverEntity(now, item))
  const former = gone.length > 0 ? newestWithin([...kept, ...gone], room) : kept
  return former.length > 0 ? { ...rest, former } : rest
}

/** What a target was that is not there any more; `undefined` where that is not known. */
export function formerEntity({ former }: Snapshot, target: Target): JsonObject | undefined {
  return former?.findLast((item) => sameTarget(item, target))?.entity
}
