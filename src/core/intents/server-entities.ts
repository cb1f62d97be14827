import { connectionsOf } from '../model/connection'
import { type JsonObject, textMember } from '../model/json'
import { scimClientsOf } from '../model/scim-client'
import { methodSettings } from '../model/method'
import type { FormerEntity, Snapshot } from '../model/snapshot'
import { sameTarget, type Target } from './intents'

/** Total limit in characters of JSON; keeps the latest deletions. */
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
 * Adds deleted or remembered entities of the previous snapshot to a newer one, up to `room` characters of JSON, so
 * that drafts know them after a restart.
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

interface Held {
  readonly target: Target
  readonly entity: JsonObject
}
/** Nested by kind and key, because thousands of combined keys would be slower. */
type Index = Readonly<Record<Target['kind'], ReadonlyMap<string, Held>>>
const indexes = new WeakMap<Snapshot, Index>()

/** The server's entities by target, the first one where several share it; built once per snapshot. */
function indexOf(snapshot: Snapshot): Index {
  const known = indexes.get(snapshot)
  if (known) return known
  const index = {
    organization: new Map<string, Held>(),
    connection: new Map<string, Held>(),
    'scim-client': new Map<string, Held>(),
    method: new Map<string, Held>(),
  }
  const add = (target: Target, entity: JsonObject) => {
    const own = index[target.kind]
    if (!own.has(target.key)) own.set(target.key, { target, entity })
  }
  for (const entity of snapshot.organizations) {
    add({ kind: 'organization', key: textMember(entity, 'id') ?? '' }, entity)
  }
  for (const { key, entry } of connectionsOf(snapshot)) add({ kind: 'connection', key }, entry)
  for (const { key, entry } of scimClientsOf(snapshot)) add({ kind: 'scim-client', key }, entry)
  add({ kind: 'method', key: 'oidc' }, methodSettings(snapshot))
  indexes.set(snapshot, index)
  return index
}

/** The server's entity for a target; `undefined` when there is none. */
export function serverEntity(snapshot: Snapshot, target: Target): JsonObject | undefined {
  return indexOf(snapshot)[target.kind].get(target.key)?.entity
}

const idOf = (organization: JsonObject) => textMember(organization, 'id')
const keyOf = ({ key }: { readonly key: string }) => key

/** Whether a snapshot has all that another one has at the same positions. */
function hasAllInPlace(from: Snapshot, before: Snapshot): boolean {
  function inPlace<Entry>(
    [now, then]: readonly [readonly Entry[], readonly Entry[]],
    nameOf: (entry: Entry) => string | undefined,
  ): boolean {
    return then.every((entry, at) => {
      const other = now[at]
      return other !== undefined && nameOf(other) === nameOf(entry)
    })
  }
  return (
    inPlace([from.organizations, before.organizations], idOf) &&
    inPlace([connectionsOf(from), connectionsOf(before)], keyOf) &&
    inPlace([scimClientsOf(from), scimClientsOf(before)], keyOf)
  )
}

/** The entities of a snapshot that another one does not have, each once. */
export function entitiesMissing(from: Snapshot, before: Snapshot): readonly Held[] {
  // Nearly every read finds what there was where it was, and needs no index of thousands.
  if (hasAllInPlace(from, before)) return []
  const there = indexOf(from)
  return Object.values(indexOf(before)).flatMap((all) =>
    [...all.values()].filter(({ target: { kind, key } }) => !there[kind].has(key)),
  )
}

/** The rank of a target in the server's order; targets that the server does not have come last. */
export function serverRank(snapshot: Snapshot): (target: Target) => number {
  const all = Object.values(indexOf(snapshot)).flatMap((own) => [...own.values()])
  const ranks = new Map(all.map(({ entity }, rank) => [entity, rank]))
  return (target) => ranks.get(serverEntity(snapshot, target) ?? {}) ?? Infinity
}
