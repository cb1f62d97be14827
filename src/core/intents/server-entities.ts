import { connectionsOf } from '../model/connection'
import { textMember, type JsonObject } from '../model/json'
import { methodSettings } from '../model/method'
import type { Snapshot } from '../model/snapshot'
import type { Target } from './intents'

const nameOf = ({ kind, key }: Target) => `${kind} ${key}`
interface Held {
  readonly target: Target
  readonly entity: JsonObject
}
const indexes = new WeakMap<Snapshot, ReadonlyMap<string, Held>>()

/** The server's entities by target, the first one where several share it; built once per snapshot. */
function indexOf(snapshot: Snapshot): ReadonlyMap<string, Held> {
  const known = indexes.get(snapshot)
  if (known) return known
  const index = new Map<string, Held>()
  const add = (target: Target, entity: JsonObject) => {
    if (!index.has(nameOf(target))) index.set(nameOf(target), { target, entity })
  }
  for (const entity of snapshot.organizations) {
    add({ kind: 'organization', key: textMember(entity, 'id') ?? '' }, entity)
  }
  for (const { key, entry } of connectionsOf(snapshot)) add({ kind: 'connection', key }, entry)
  add({ kind: 'method', key: 'oidc' }, methodSettings(snapshot))
  indexes.set(snapshot, index)
  return index
}

/** The server's entity for a target; `undefined` when there is none. */
export function serverEntity(snapshot: Snapshot, target: Target): JsonObject | undefined {
  return indexOf(snapshot).get(nameOf(target))?.entity
}

/** All targets of the server's entities in a snapshot, each once. */
export function serverTargets(snapshot: Snapshot): Target[] {
  return [...indexOf(snapshot).values()].map(({ target }) => target)
}

/** The rank of a target in the server's order; targets that the server does not have come last. */
export function serverRank(snapshot: Snapshot): (target: Target) => number {
  const ranks = new Map([...indexOf(snapshot).keys()].map((name, rank) => [name, rank]))
  return (target) => ranks.get(nameOf(target)) ?? Infinity
}
