import { connectionsOf } from '../model/connection'
import { textMember, type JsonObject } from '../model/json'
import { scimClientsOf } from '../model/scim-client'
import { methodSettings } from '../model/method'
import type { Snapshot } from '../model/snapshot'
import type { Target } from './intents'

const nameOf = ({ kind, key }: Target) => `${kind} ${key}`
/** An entity of the server. */
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
    const name = nameOf(target)
    if (!index.has(name)) index.set(name, { target, entity })
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
  return indexOf(snapshot).get(nameOf(target))?.entity
}

/** The entities of a snapshot that another one does not have, each once. */
export function entitiesMissing(from: Snapshot, before: Snapshot): readonly Held[] {
  const there = indexOf(from)
  return [...indexOf(before)].flatMap(([name, held]) => (there.has(name) ? [] : [held]))
}

/** The rank of a target in the server's order; targets that the server does not have come last. */
export function serverRank(snapshot: Snapshot): (target: Target) => number {
  const ranks = new Map([...indexOf(snapshot).keys()].map((name, rank) => [name, rank]))
  return (target) => ranks.get(nameOf(target)) ?? Infinity
}
