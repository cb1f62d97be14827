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
/** By kind and key: one text of both would be made thousands of times. */
type Index = ReadonlyMap<Target['kind'], ReadonlyMap<string, Held>>
const indexes = new WeakMap<Snapshot, Index>()

/** The server's entities by target, the first one where several share it; built once per snapshot. */
function indexOf(snapshot: Snapshot): Index {
  const known = indexes.get(snapshot)
  if (known) return known
  function byKey(
    kind: Target['kind'],
    entities: Iterable<readonly [key: string, entity: JsonObject]>,
  ) {
    const held = new Map<string, Held>()
    for (const [key, entity] of entities) {
      if (!held.has(key)) held.set(key, { target: { kind, key }, entity })
    }
    return [kind, held] as const
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
  return heldIn(indexOf(snapshot), target)?.entity
}

/** The entities of a snapshot that another one does not have, each once. */
export function entitiesMissing(from: Snapshot, before: Snapshot): readonly Held[] {
  const there = indexOf(from)
  return [...indexOf(before).values()].flatMap((held) =>
    [...held.values()].filter(({ target }) => !heldIn(there, target)),
  )
}

/** The rank of a target in the server's order; targets that the server does not have come last. */
export function serverRank(snapshot: Snapshot): (target: Target) => number {
  const index = indexOf(snapshot)
  const ranks = new Map(
    [...index.values()].flatMap((held) => [...held.values()]).map((each, rank) => [each, rank]),
  )
  return (target) => {
    const held = heldIn(index, target)
    return (held && ranks.get(held)) ?? Infinity
  }
}
