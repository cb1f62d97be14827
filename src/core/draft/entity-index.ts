import { positionsBy } from './positions'
import type { Target } from '../intents/intents'
import {
  entityLabel,
  type EntityList,
  type WorkingConnection,
  type WorkingCopy,
  type WorkingEntity,
  type WorkingScimClient,
} from './working-copy'

type Entities<Of extends EntityList> = WorkingCopy[Of][number]

/**
 * Finds entities by name, in the copy's order. Server entities are indexed once, so that typing only indexes what the
 * draft touches. `namesOf` must depend only on its entity.
 */
export function entitiesBy<Of extends EntityList>(
  kind: Of,
  namesOf: (entity: Entities<Of>) => readonly string[],
): (copy: WorkingCopy, name: string) => readonly Entities<Of>[] {
  const positions = positionsBy(namesOf)
  return (copy, name) => {
    const all: readonly Entities<Of>[] = copy[kind]
    const touched: readonly Entities<Of>[] = copy.touched[kind]
    const stored = positions(copy.server[kind]).get(name) ?? []
    const moved = touched.length === 0 ? [] : (positions(touched).get(name) ?? [])
    const same = stored.flatMap((position) => unchangedAt(all, position))
    if (moved.length === 0) return same.map(({ entity }) => entity)
    const placed = moved.flatMap((position) => {
      const [entity, place] = [touched[position], copy.places[kind][position]]
      return entity === undefined || place === undefined ? [] : [{ entity, place }]
    })
    return [...same, ...placed]
      .toSorted((left, right) => left.place - right.place)
      .map(({ entity }) => entity)
  }
}

/** Copies keep the server's positions. */
function unchangedAt<Entity extends WorkingEntity>(
  all: readonly Entity[],
  place: number,
): readonly { readonly entity: Entity; readonly place: number }[] {
  const entity = all[place]
  return entity?.status === 'unchanged' ? [{ entity, place }] : []
}

const keyOf = ({ target }: WorkingEntity) => [target.key]
const connectionsByKey = entitiesBy('connections', keyOf)

/** Several if the server returns an ID twice. */
export const allOrganizationsAt = entitiesBy('organizations', keyOf)

export const organizationAt = (copy: WorkingCopy, key: string): WorkingEntity | undefined =>
  allOrganizationsAt(copy, key)[0]

/** Organization names by key; none without a copy. */
export const organizationNames =
  (copy: WorkingCopy | undefined) =>
  (key: string): string | undefined => {
    const organization = copy && organizationAt(copy, key)
    return organization && entityLabel(organization.fields, organization.target)
  }

export const connectionAt = (copy: WorkingCopy, key: string): WorkingConnection | undefined =>
  connectionsByKey(copy, key)[0]

const scimClientsByKey = entitiesBy('scimClients', keyOf)

export const scimClientAt = (copy: WorkingCopy, key: string): WorkingScimClient | undefined =>
  scimClientsByKey(copy, key)[0]

/** Finds a target's entity, including method settings. */
export function entityAt(copy: WorkingCopy, { kind, key }: Target): WorkingEntity | undefined {
  switch (kind) {
    case 'organization':
      return organizationAt(copy, key)
    case 'connection':
      return connectionAt(copy, key)
    case 'scim-client':
      return scimClientAt(copy, key)
    case 'method':
      return copy.methods.find(({ target }) => target.key === key)
  }
}
