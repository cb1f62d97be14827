import { connectionsOf } from '../model/connection'
import { textMember, type JsonObject } from '../model/json'
import { scimClientsOf } from '../model/scim-client'
import { methodSettings } from '../model/method'
import type { Snapshot } from '../model/snapshot'
import type { Target } from './intents'

/** An entity of the server. */
interface Held {
  readonly target: Target
  readonly entity: JsonObject
}
<<<<<<< HEAD
/** By kind and key: one text of both would be made thousands of times. */
type Index = ReadonlyMap<Target['kind'], ReadonlyMap<string, Held>>
=======
/** By kind and key, the kinds in the server's order: one text of both for each of thousands takes longer. */
type Index = Readonly<Record<Target['kind'], ReadonlyMap<string, Held>>>
>>>>>>> wt-C
const indexes = new WeakMap<Snapshot, Index>()

/** The server's entities by target, the first one where several share it; built once per snapshot. */
function indexOf(snapshot: Snapshot): Index {
  const known = indexes.get(snapshot)
  if (known) return known
<<<<<<< HEAD
  function byKey(
    kind: Target['kind'],
    entities: Iterable<readonly [key: string, entity: JsonObject]>,
  ) {
    const held = new Map<string, Held>()
    for (const [key, entity] of entities) {
      if (!held.has(key)) held.set(key, { target: { kind, key }, entity })
    }
    return [kind, held] as const
=======
  const index = {
    organization: new Map<string, Held>(),
    connection: new Map<string, Held>(),
    'scim-client': new Map<string, Held>(),
    method: new Map<string, Held>(),
  }
  const add = (target: Target, entity: JsonObject) => {
    const own = index[target.kind]
    if (!own.has(target.key)) own.set(target.key, { target, entity })
>>>>>>> wt-C
  }
  const entries = (each: readonly { readonly key: string; readonly entry: JsonObject }[]) =>
    each.map(({ key, entry }) => [key, entry] as const)
  const index: Index = new Map([
    byKey(
      'organization',
      snapshot.organizations.map((entity) => [textMember(entity, 'id') ?? '', entity]),
    ),
    byKey('connection', entries(connectionsOf(snapshot))),
    byKey('scim-client', entries(scimClientsOf(snapshot))),
    byKey('method', [['oidc', methodSettings(snapshot)]]),
  ])
  indexes.set(snapshot, index)
  return index
}

const heldIn = (index: Index, { kind, key }: Target) => index.get(kind)?.get(key)

/** The server's entity for a target; `undefined` when there is none. */
export function serverEntity(snapshot: Snapshot, target: Target): JsonObject | undefined {
<<<<<<< HEAD
  return heldIn(indexOf(snapshot), target)?.entity
=======
  return indexOf(snapshot)[target.kind].get(target.key)?.entity
>>>>>>> wt-C
}

/** The entities of a snapshot that another one does not have, each once. */
export function entitiesMissing(from: Snapshot, before: Snapshot): readonly Held[] {
  const there = indexOf(from)
<<<<<<< HEAD
  return [...indexOf(before).values()].flatMap((held) =>
    [...held.values()].filter(({ target }) => !heldIn(there, target)),
=======
  return Object.values(indexOf(before)).flatMap((all) =>
    [...all.values()].filter(({ target: { kind, key } }) => !there[kind].has(key)),
>>>>>>> wt-C
  )
}

/** The rank of a target in the server's order; targets that the server does not have come last. */
export function serverRank(snapshot: Snapshot): (target: Target) => number {
<<<<<<< HEAD
  const index = indexOf(snapshot)
  const ranks = new Map(
    [...index.values()].flatMap((held) => [...held.values()]).map((each, rank) => [each, rank]),
  )
  return (target) => {
    const held = heldIn(index, target)
    return (held && ranks.get(held)) ?? Infinity
  }
=======
  const all = Object.values(indexOf(snapshot)).flatMap((own) => [...own.values()])
  const ranks = new Map(all.map(({ entity }, rank) => [entity, rank]))
  return (target) => ranks.get(serverEntity(snapshot, target) ?? {}) ?? Infinity
>>>>>>> wt-C
}
