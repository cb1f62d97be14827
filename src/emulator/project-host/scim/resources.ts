import { randomUUID } from 'node:crypto'
import { isUuid } from '../../state/field-checks'
import { isObject, omit, textOf, type JsonObject, type JsonValue } from '../../state/json'
import type { Provisioned, ProvisionedById } from '../../state/provisioned'
import {
  identityMet,
  identityOf,
  namesOf,
  refuseForeign,
  sendsPassword,
  withPassword,
  type Mapped,
} from './identities'
import { attributesOf, enterpriseUrn, patched, type Kind } from './schemas'
import { ScimError } from './scim-error'

/** The users and groups of one organization, and those of the others, which it does not see. */
export interface Scope {
  readonly all: ProvisionedById
  readonly organizationId: string
  readonly domains: readonly string[]
  /** The organization's default region; absent where it has none. */
  readonly region: string | undefined
  readonly schemaUrl: string
  /** Identities of the whole project, as its admin API lists them. */
  readonly identities: () => readonly JsonObject[]
  /** Deletes an identity for good. */
  readonly forget: (id: string) => void
  /** Runs the client's mapper on a user. Throws 400 for an invalid region and 500 where it fails. */
  readonly map: (user: JsonObject, existing: JsonObject | undefined) => Promise<Mapped>
}

const served: ReadonlySet<string> = new Set(['id', 'groups', 'meta'])

/** Throws 404 for one of another kind, or of another organization. */
export function find({ all, organizationId }: Scope, kind: Kind, id: string): Provisioned {
  const found = all.get(id)
  if (found?.kind !== kind || found.organizationId !== organizationId)
    throw new ScimError(404, `${kind} ${id} not found`)
  return found
}

export async function create(
  scope: Scope,
  kind: Kind,
  body: JsonValue | undefined,
): Promise<Provisioned> {
  const attributes = checked(scope, kind, undefined, attributesOf(kind, body))
  if (kind === 'Group') {
    refuseTaken(scope, undefined, attributes)
    return save(scope, kind, undefined, attributes)
  }
  const existing = identityMet(scope.identities(), attributes, userNames(scope))
  if (existing) refuseForeign(existing, scope.organizationId, scope.domains)
  return saveUser(scope, existing, attributes, body)
}

export async function replace(
  scope: Scope,
  kind: Kind,
  id: string,
  body: JsonValue | undefined,
): Promise<Provisioned> {
  return write(scope, kind, find(scope, kind, id), attributesOf(kind, body), body)
}

export async function patch(
  scope: Scope,
  kind: Kind,
  id: string,
  body: JsonValue | undefined,
): Promise<Provisioned> {
  const before = find(scope, kind, id)
  const after = await patched(kind, view(scope, before), body)
  return write(scope, kind, before, attributesOf(kind, omit(after, served)), body)
}

/** A user goes from its groups, a group from those that it is in. */
export function remove(scope: Scope, kind: Kind, id: string): void {
  find(scope, kind, id)
  scope.all.delete(id)
  if (kind === 'User') scope.forget(id)
  for (const group of inScope(scope, 'Group')) {
    const members = membersOf(group)
    const left = members.filter(({ value }) => value !== id)
    if (left.length === members.length) continue
    const attributes = { ...group.attributes, members: left }
    scope.all.set(group.id, { ...group, attributes, lastModified: new Date().toISOString() })
  }
}

export const inScope = ({ all, organizationId }: Scope, kind: Kind): Provisioned[] =>
  [...all.values()].filter((item) => item.kind === kind && item.organizationId === organizationId)

/** A resource with what the server adds: ids, times, groups, and the names of others. */
export function view(scope: Scope, item: Provisioned): JsonObject {
  const { id, kind, attributes, created, lastModified } = item
  const groups = inScope(scope, 'Group')
    .filter((group) => membersOf(group).some(({ value }) => value === id))
    .map((group) => ({ value: group.id, display: nameOf(group), type: 'direct' }))
  const members = membersOf(item).map((member) => {
    const other = scope.all.get(textOf(member['value']))
    return { ...member, ...(other ? { display: nameOf(other) } : {}) }
  })
  return {
    ...omit(attributes, new Set(['members'])),
    ...(kind === 'Group' && members.length > 0 ? { members } : {}),
    ...(kind === 'User' && groups.length > 0 ? { groups } : {}),
    ...managerOf(scope, attributes),
    id,
    meta: { resourceType: kind, created, lastModified },
  }
}

/** The enterprise attributes with the name of a manager of the same organization. */
function managerOf(scope: Scope, attributes: JsonObject): JsonObject {
  const work = attributes[enterpriseUrn]
  if (!isObject(work) || !isObject(work['manager'])) return {}
  const other = scope.all.get(textOf(work['manager']['value']))
  const isKnown = other?.organizationId === scope.organizationId
  const { displayName: _sent, ...manager } = work['manager']
  const named = isKnown ? { ...manager, displayName: nameOf(other) } : manager
  return { [enterpriseUrn]: { ...work, manager: named } }
}

const nameOf = ({ kind, attributes }: Provisioned) =>
  textOf(attributes[kind === 'User' ? 'userName' : 'displayName'])

const membersOf = ({ attributes: { members } }: Provisioned): JsonObject[] =>
  Array.isArray(members) ? members.filter(isObject) : []

async function write(
  scope: Scope,
  kind: Kind,
  before: Provisioned,
  sent: JsonObject,
  body: JsonValue | undefined,
): Promise<Provisioned> {
  const attributes = checked(scope, kind, before.id, sent)
  if (kind === 'Group') {
    refuseTaken(scope, before.id, attributes)
    return save(scope, kind, before, attributes)
  }
  const others = scope.identities().filter(({ id }) => id !== before.id)
  if (identityMet(others, attributes, userNames(scope))) {
    throw new ScimError(409, 'Could not update user: identity already exists', 'uniqueness')
  }
  return saveUser(scope, before.identity, attributes, body)
}

/** Sign-in names of all users that came by SCIM, by their IDs. */
const userNames = ({ all }: Scope) =>
  new Map(
    [...all.values()].flatMap(({ id, kind, attributes }) =>
      kind === 'User' ? [[id, namesOf(attributes)] as const] : [],
    ),
  )

/** Creates a user, or updates the one of an existing identity. */
async function saveUser(
  scope: Scope,
  existing: JsonObject | undefined,
  attributes: JsonObject,
  body: JsonValue | undefined,
): Promise<Provisioned> {
  const mapped = await scope.map(attributes, existing)
  const id = textOf(existing?.['id'] ?? randomUUID())
  const { organizationId, schemaUrl, region } = scope
  const made = identityOf({ id, organizationId, schemaUrl, region }, attributes, mapped, existing)
  const identity = sendsPassword(body) ? withPassword(made, attributes) : made
  const created = textOf(identity['created_at'] ?? '')
  return save(scope, 'User', { id, created }, attributes, identity)
}

function save(
  { all, organizationId }: Scope,
  kind: Kind,
  before: Pick<Provisioned, 'id' | 'created'> | undefined,
  attributes: JsonObject,
  identity?: JsonObject,
): Provisioned {
  const lastModified = new Date().toISOString()
  const { id, created } = before ?? { id: randomUUID(), created: lastModified }
  const item: Provisioned = {
    id,
    organizationId,
    kind,
    attributes,
    ...(identity ? { identity } : {}),
    created,
    lastModified,
  }
  all.set(id, item)
  return item
}

/** Attributes with their defaults. Throws 400 for values that the schema allows and Ory does not. */
function checked(
  scope: Scope,
  kind: Kind,
  id: string | undefined,
  attributes: JsonObject,
): JsonObject {
  if (kind === 'User') {
    const { timezone } = attributes
    if (typeof timezone === 'string' && !isTimeZone(timezone))
      throw new ScimError(400, `${timezone} is not a valid time zone`, 'invalidSyntax')
    return { ...attributes, active: attributes['active'] ?? true }
  }
  const { members } = attributes
  if (!Array.isArray(members)) return attributes
  const byId = new Map(
    members.map((member) => [isObject(member) ? member['value'] : member, member] as const),
  )
  return { ...attributes, members: [...byId.values()].map((item) => memberOf(scope, id, item)) }
}

function memberOf(scope: Scope, groupId: string | undefined, member: JsonValue): JsonObject {
  const { value, type } = isObject(member) ? member : {}
  if (typeof value !== 'string' || !isUuid(value))
    throw new ScimError(400, 'The value of a member must be a valid UUID.', 'invalidValue')
  const other = scope.all.get(value)
  const isThere =
    other?.organizationId === scope.organizationId && (type ?? other.kind) === other.kind
  if (!isThere || value === groupId)
    throw new ScimError(400, `The member ${value} does not exist.`, 'invalidValue')
  return { value, type: other.kind }
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) instanceof Intl.DateTimeFormat
  } catch {
    // It throws for a time zone that it does not know.
    return false
  }
}

/** Throws 409 for the `externalId` of another group of the organization. */
function refuseTaken(scope: Scope, id: string | undefined, { externalId }: JsonObject): void {
  const isTaken = inScope(scope, 'Group').some(
    (other) =>
      other.id !== id && externalId !== undefined && other.attributes['externalId'] === externalId,
  )
  if (isTaken) throw new ScimError(409, 'A group has this externalId already.', 'uniqueness')
}
