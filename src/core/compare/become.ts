import { isNewKey } from '../intents/intents'
import type { Protocol } from '../model/connection'
import type { JsonObject, JsonValue } from '../model/json'
import type { SetUp, SetUpConnection, SetUpOrganization, SetUpScimClient } from '../model/set-up'
import { serverMade } from '../set-up-file/form'
import type { ComparedEntity, Comparison } from './compare'
import { redirectField, type ComparedKind } from './memory'
import { isOpen } from './rows'

/** The right side as it is, and as it would be after copying the left side. */
export interface Becoming {
  readonly before: SetUp
  readonly after: SetUp
  /** Entity IDs by kind and key in either state, such as `connection oidc:ID`. */
  readonly entityIds: ReadonlyMap<string, string>
}

/** Entities processed between two yields. */
const slice = 50

export const becomingName = (kind: ComparedKind, key: string): string => `${kind} ${key}`

/** New entities get their ID from the server; connections keep theirs as a field. */
const madeKey = (key: string) => (isNewKey(key) ? key : `new:${key}`)

/** Organization keys of the resulting right side, by left key. */
function organizationKeys(entities: readonly ComparedEntity[]): ReadonlyMap<string, string> {
  return new Map(
    entities.flatMap(({ kind, left, right }) =>
      kind === 'organization' && left ? [[left.key, right?.key ?? madeKey(left.key)] as const] : [],
    ),
  )
}

type Organizations = ReadonlyMap<string, string>

function carried(field: string, value: JsonValue, organizations: Organizations): JsonValue {
  return field === 'organization_id' && typeof value === 'string'
    ? (organizations.get(value) ?? value)
    : value
}

/** Fields that Ory derives from the project and the connection. */
const derived: ReadonlySet<string> = new Set([redirectField, 'acs_url'])

/** Copies unexpected differences; returns the same object if there are none. */
function taken(
  own: JsonObject,
  { fields, left }: ComparedEntity,
  organizations: Organizations,
): JsonObject {
  const open = fields.filter((item) => isOpen(item) && !derived.has(item.field))
  if (!left || open.length === 0) return own
  const next: Record<string, JsonValue> = { ...own }
  for (const { field, left: value } of open) {
    if (value === undefined) delete next[field]
    else next[field] = carried(field, value, organizations)
  }
  return next
}

/** Fields of an entity that only the left side has; its organization ID is mapped to the right side. */
function made(kind: ComparedKind, source: JsonObject, organizations: Organizations): JsonObject {
  return Object.fromEntries(
    Object.entries(source)
      .filter(([field]) => !serverMade.has(field) && (field !== 'id' || kind !== 'organization'))
      .filter(([field]) => !derived.has(field) && field !== 'additional_acs_urls')
      .map(([field, value]) => [field, carried(field, value, organizations)]),
  )
}

/** Whether an entity exists on the right side after copying. */
function stands({ left, right, expected }: ComparedEntity): boolean {
  if (left && right) return true
  return left ? expected === undefined : expected !== undefined
}

function methodsAfter(
  { methods, settings }: SetUp,
  entities: readonly ComparedEntity[],
): Pick<SetUp, 'methods' | 'settings'> {
  const next = (protocol: Protocol, own: JsonObject) => {
    const entity = entities.find((item) => item.kind === 'method' && item.protocol === protocol)
    return entity ? taken(own, entity, new Map()) : own
  }
  const oidc = { enabled: methods.oidc.enabled, ...settings }
  const nextOidc = next('oidc', oidc)
  const { enabled, ...shared } = nextOidc
  const saml = next('saml', { enabled: methods.saml.enabled })
  return {
    methods: { oidc: { enabled: enabled === true }, saml: { enabled: saml['enabled'] === true } },
    settings: nextOidc === oidc ? settings : shared,
  }
}

/** Existing items keep their order; new ones follow. */
function inOrder<Item extends SetUpOrganization>(
  next: ReadonlyMap<string, Item>,
  before: readonly Item[],
): Item[] {
  const known = new Set(before.map(({ key }) => key))
  return [
    ...before.flatMap(({ key }) => next.get(key) ?? []),
    ...[...next.values()].filter(({ key }) => !known.has(key)),
  ]
}

/**
 * Returns the right side as if it had been made equal to the left: missing entities are created, extra ones removed,
 * differing values replaced. Expected differences and fields that cannot be compared (secrets) stay. Redirect and ACS
 * URLs are those of the right project. Unchanged entities are the same objects in both states. Yields between slices.
 */
export function* becoming(
  { entities }: Pick<Comparison, 'entities'>,
  right: SetUp,
): Generator<void, Becoming> {
  const keys = organizationKeys(entities)
  const own = {
    organization: new Map(right.organizations.map((item) => [item.key, item])),
    connection: new Map(right.connections.map((item) => [item.key, item])),
    'scim-client': new Map((right.scimClients ?? []).map((item) => [item.key, item])),
  }
  const entityIds = new Map<string, string>()
  const organizations = new Map<string, SetUpOrganization>()
  const connections = new Map<string, SetUpConnection>()
  const clients = new Map<string, SetUpScimClient>()
  for (const [index, entity] of entities.entries()) {
    if (index % slice === 0) yield
    const { kind, left, protocol = 'oidc' } = entity
    if (kind === 'method' || entity.unread) continue
    const key = entity.right?.key ?? madeKey(left?.key ?? '')
    entityIds.set(becomingName(kind, key), entity.id)
    // Entities expected to exist on one side only are left alone.
    if (!stands(entity)) continue
    const known = own[kind].get(key)
    const fields = known ? taken(known.fields, entity, keys) : made(kind, left?.fields ?? {}, keys)
    if (kind !== 'connection') {
      const isSame = known?.fields === fields
      const next = isSame ? known : { key, fields }
      if (kind === 'organization') organizations.set(key, next)
      else clients.set(key, next)
    } else {
      const was = own.connection.get(key)
      connections.set(key, was?.fields === fields ? was : { key, protocol, fields })
    }
  }
  const after = {
    ...right,
    ...methodsAfter(right, entities),
    organizations: inOrder(organizations, right.organizations),
    connections: inOrder(connections, right.connections),
    // A left side without SCIM data leaves the right side's clients unchanged.
    ...(right.scimClients && entities.some(({ kind }) => kind === 'scim-client')
      ? { scimClients: inOrder(clients, right.scimClients) }
      : {}),
  }
  return { before: right, after, entityIds }
}
