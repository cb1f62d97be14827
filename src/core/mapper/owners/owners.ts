import type { WorkingCopy, WorkingEntity, WorkingScimClient } from '../../draft/working-copy'
import { intentOf, type EntityIntent, type Intents, type Target } from '../../intents/intents'
import { connectionsOf, type Protocol } from '../../model/connection'
import { scimClientsOf } from '../../model/scim-client'
import { textMember, type JsonObject } from '../../model/json'
import type { Snapshot } from '../../model/snapshot'
import { mapperGivens, scimKind, type MapperGiven } from '../given'

/**
 * What has a mapper in its `mapper_url`: a connection, or a SCIM client, whose `protocol` is `scim`. It names what
 * the mapper is given. Its key in lists, requests and cases is `ownerKey`.
 */
export interface MapperOwner extends WorkingEntity {
  readonly protocol: Protocol | typeof scimKind
  /** Cannot be addressed safely, so it is read-only. */
  readonly ambiguous: boolean
}

const clientOwners = new WeakMap<readonly WorkingScimClient[], readonly MapperOwner[]>()
const ownersOfClients = new WeakMap<WorkingScimClient, MapperOwner>()

function ownerOfClient(client: WorkingScimClient): MapperOwner {
  const known = ownersOfClients.get(client)
  if (known) return known
  const owner: MapperOwner = { ...client, protocol: scimKind }
  ownersOfClients.set(client, owner)
  return owner
}

/** SCIM clients as owners, each made once: with each key typed, all but one of thousands stay the same. */
export function scimOwners(clients: readonly WorkingScimClient[]): readonly MapperOwner[] {
  const known = clientOwners.get(clients)
  if (known) return known
  const owners = clients.map(ownerOfClient)
  clientOwners.set(clients, owners)
  return owners
}

/** Everything of a working copy that has a mapper, or may have one. */
export function mapperOwners(copy: WorkingCopy): readonly MapperOwner[] {
  const clients = scimOwners(copy.scimClients)
  return clients.length === 0 ? copy.connections : [...copy.connections, ...clients]
}

/** Those of them that the draft creates, edits or deletes. */
export const touchedOwners = (copy: WorkingCopy): readonly MapperOwner[] => [
  ...copy.touched.connections,
  ...scimOwners(copy.touched.scimClients),
]

const scimPrefix = `${scimKind}:`
const ownPrefix = 'own:'

/** The key of what a draft names so: that of a connection, or `scim:` and that of a SCIM client. */
export const keyOfTarget = ({
  kind,
  key,
}: {
  readonly kind: string
  readonly key: string
}): string => (kind === 'connection' ? key : scimPrefix + key)

export const ownerKey = ({ target }: MapperOwner): string => keyOfTarget(target)

/** The key of the SCIM client in its own list, of the key of an owner; `undefined` for another owner. */
export const clientOfKey = (key: string): string | undefined =>
  key.startsWith(scimPrefix) ? key.slice(scimPrefix.length) : undefined

export const isClientKey = (key: string): boolean => clientOfKey(key) !== undefined

/** The key of the mapper that a person tries in a project and that nothing has. */
export const ownMapperKey = (given: MapperGiven): string => ownPrefix + given

export const isOwnMapperKey = (key: string): boolean => key.startsWith(ownPrefix)

/** What an own mapper is given. */
export const givenOfOwnKey = (key: string): MapperGiven | undefined =>
  mapperGivens.find((given) => key === ownMapperKey(given))

/** What has a mapper, as a draft names it; `undefined` for a mapper that nothing has. */
export function targetOfOwner(key: string): Target | undefined {
  if (isOwnMapperKey(key)) return undefined
  const client = clientOfKey(key)
  return client === undefined ? { kind: 'connection', key } : { kind: 'scim-client', key: client }
}

/** Kinds of entities of drafts and snapshots that have mappers. */
const ownerKinds: ReadonlySet<string> = new Set(['connection', 'scim-client'])
export const hasMapper = (kind: string): boolean => ownerKinds.has(kind)

/** What a draft says of the owners of mappers, by their keys. */
export function intentsOfOwners(intents: Intents): (readonly [string, EntityIntent])[] {
  return Object.entries(intents).flatMap(([kind, entities]) =>
    hasMapper(kind)
      ? Object.entries(entities).map(
          ([key, intent]) => [keyOfTarget({ kind, key }), intent] as const,
        )
      : [],
  )
}

export function intentOfOwner(intents: Intents, key: string): EntityIntent | undefined {
  const target = targetOfOwner(key)
  return target && intentOf(intents, target)
}

/** The keys of what has a mapper on the server. */
export const ownersOnServer = (snapshot: Snapshot): readonly string[] => [
  ...connectionsOf(snapshot).map(({ key }) => key),
  ...scimClientsOf(snapshot).map(({ key }) => keyOfTarget({ kind: 'scim-client', key })),
]

/** Kind of what is sent to its mapper: the `provider` of a connection, `saml` or `scim`; empty where it is not known. */
export const kindOfOwner = ({
  protocol,
  fields,
}: {
  readonly protocol: MapperOwner['protocol']
  readonly fields: JsonObject
}): string => (protocol === 'oidc' ? (textMember(fields, 'provider') ?? '') : protocol)
