import type { JsonObject } from '../model/json'
import type { FormerEntity, Snapshot } from '../model/snapshot'
import { sameTarget, type Target } from './intents'
import { entitiesMissing, serverEntity } from './server-entities'

/** Limit for all of them together, in characters of JSON; the most recently deleted ones are kept. */
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
 * A newer snapshot, extended by the organizations, connections and SCIM clients that the previous one had, or
 * remembered, and that no longer exist. They are stored with the snapshot, so that an edited entity
 * deleted on the server is still known after a restart or from the trash.
 *
 * @param room limit in characters of JSON for all of them
 */
export function withFormer(before: Snapshot | undefined, now: Snapshot, room = most): Snapshot {
  const { former: _older, ...rest } = now
  if (!before) return now
  // An incomplete list does not show that an entity was deleted.
  const isCut = (kind: Target['kind']) => kind === 'organization' && now.incomplete === true
  const gone = entitiesMissing(now, before).flatMap(({ target, entity }): FormerEntity[] => {
    const { kind, key } = target
    return kind === 'method' || isCut(kind) ? [] : [{ kind, key, entity }]
  })
  const kept = (before.former ?? []).filter((item) => !serverEntity(now, item))
  const former = gone.length > 0 ? newestWithin([...kept, ...gone], room) : kept
  return former.length > 0 ? { ...rest, former } : rest
}

/** A deleted target as it last was; `undefined` where that is not known. */
export function formerEntity({ former }: Snapshot, target: Target): JsonObject | undefined {
  return former?.findLast((item) => sameTarget(item, target))?.entity
}
