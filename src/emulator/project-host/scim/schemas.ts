/** What SCIMMY knows of RFC 7643 and RFC 7644, on plain JSON. */
import SCIMMY from 'scimmy'
import { clone, isObject, omit, type JsonObject, type JsonValue } from '../../state/json'
import { ScimError } from './scim-error'

export type Kind = 'User' | 'Group'

const { Schemas, Messages, Types } = SCIMMY
const schemas = { User: Schemas.User, Group: Schemas.Group }

export const enterpriseUrn = Schemas.EnterpriseUser.id
export const urnOf = (kind: Kind): string => schemas[kind].id

// Its types speak of an instance, where it takes the class.
Schemas.User.extend(Schemas.EnterpriseUser as unknown as Parameters<typeof Schemas.User.extend>[0])
// The values that RFC 7643 names for the `type` of an address are examples: nobody says that Ory refuses others.
for (const attribute of Schemas.User.definition.attributes) {
  if (!(attribute instanceof Types.Attribute)) continue
  for (const part of attribute.subAttributes ?? []) part.config.canonicalValues = false
}

/** The server sets them by what a resource has. */
const schemasAlone: ReadonlySet<string> = new Set(['schemas'])

/** Of every schema. */
const common: ReadonlySet<string> = new Set(['schemas', 'id', 'externalId', 'meta'])
const enterpriseNames = Schemas.EnterpriseUser.definition.attributes
  .map(({ name }) => name)
  .filter((name) => !common.has(name))

/** What the server alone sets. */
const readOnly: Readonly<Record<Kind, ReadonlySet<string>>> = {
  User: new Set(['id', 'groups', 'meta', 'schemas']),
  Group: new Set(['id', 'meta', 'schemas']),
}

/**
 * The attributes of a resource as it was sent: checked, with the case of the schema, without those that it
 * does not have, and without a password.
 */
export function attributesOf(kind: Kind, body: JsonValue | undefined): JsonObject {
  if (!isObject(body)) throw new ScimError(400, 'expected an object as body', 'invalidSyntax')
  try {
    if (kind === 'Group') checkMemberTypes(body['members'])
    const resource = new schemas[kind](withRealBooleans(withoutReadOnly(kind, body)), 'in')
    const attributes = omit(plain(resource), new Set(['meta']))
    checkPrimaries(attributes)
    return attributes
  } catch (error) {
    throw scimErrorOf(error, 'invalidSyntax')
  }
}

/** A resource as it is shown, with the selected attributes alone. */
export function shown(kind: Kind, resource: JsonObject, selection: Selection): JsonObject {
  const { names, verb } = selection
  const filter = names.map((name) => `${name} ${verb}`).join(' and ')
  try {
    const whole = plain(new schemas[kind](resource, 'out'))
    if (filter === '') return whole
    const selected = new Types.Filter(filter)
    // Always shown, whatever is asked for.
    const { schemas: urns = [], id = '' } = whole
    return { schemas: urns, id, ...plain(new schemas[kind](resource, 'out', undefined, selected)) }
  } catch (error) {
    throw scimErrorOf(error, 'invalidValue')
  }
}

export interface Selection {
  readonly names: readonly string[]
  /** Present alone, or all but these. */
  readonly verb: 'pr' | 'np'
}

/** A resource after a PatchOp. */
export async function patched(
  kind: Kind,
  resource: JsonObject,
  body: JsonValue | undefined,
): Promise<JsonObject> {
  if (!isObject(body)) throw new ScimError(400, 'expected an object as body', 'invalidSyntax')
  const operations = body['Operations']
  const kept = Array.isArray(operations)
    ? operations.flatMap((operation) => asUnderstood(kind, operation))
    : operations
  // Nothing is left where only read-only attributes were to be changed.
  if (
    Array.isArray(kept) &&
    kept.length === 0 &&
    Array.isArray(operations) &&
    operations.length > 0
  )
    return resource
  try {
    // Checked by its constructor.
    const message = { ...body, Operations: kept } as unknown as ConstructorParameters<
      typeof Messages.PatchOp
    >[0]
    const after = await new Messages.PatchOp(message).apply(new schemas[kind](resource, 'both'))
    // Undefined where the operations change nothing.
    return after === undefined ? resource : plain(after)
  } catch (error) {
    throw scimErrorOf(error, 'invalidValue')
  }
}

/** Clauses of a filter, and the resources that it matches. */
export function parseFilter(text: string) {
  try {
    const filter = new Types.Filter(text)
    return {
      // Filter objects are plain objects and lists.
      clauses: JSON.parse(JSON.stringify([...filter])) as JsonValue[],
      // Some of those that are given.
      match: (resources: JsonObject[]) => filter.match(resources) as JsonObject[],
    }
  } catch (error) {
    throw scimErrorOf(error, 'invalidFilter')
  }
}

/** The schemas of users, groups and the enterprise extension. */
export const describedSchemas = (basePath: string): JsonObject[] =>
  [Schemas.User, Schemas.Group, Schemas.EnterpriseUser].map((schema) =>
    plain(schema.definition.describe(`${basePath}/Schemas`)),
  )

// The JSON of an object is one.
const plain = (value: object) => JSON.parse(JSON.stringify(value)) as JsonObject

function withoutReadOnly(kind: Kind, body: JsonObject): JsonObject {
  const kept = clone(body)
  for (const name of Object.keys(kept))
    if (name.toLowerCase() !== 'schemas' && readOnly[kind].has(name.toLowerCase()))
      delete kept[name]
  return kept
}

/** `active` and `primary` as booleans: Microsoft Entra ID sends them as texts. */
function withRealBooleans(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      /^(?:active|primary)$/i.test(name) ? realBoolean(item) : withBooleansInside(item),
    ]),
  )
}

function withBooleansInside(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withBooleansInside)
  return isObject(value) ? withRealBooleans(value) : value
}

function realBoolean(value: JsonValue): JsonValue {
  return typeof value === 'string' && /^(?:true|false)$/i.test(value)
    ? value.toLowerCase() === 'true'
    : value
}

/** An operation without what is read-only, and as identity providers mean it that have ways of their own. */
function asUnderstood(kind: Kind, operation: JsonValue): JsonValue[] {
  if (!isObject(operation)) return [operation]
  const { path, value } = operation
  if (path === undefined || path === null) {
    const rest = omit(operation, new Set(['path']))
    if (!isObject(value)) return [rest]
    const kept = withRealBooleans(withoutReadOnly(kind, omit(value, schemasAlone)))
    return Object.keys(kept).length === 0 ? [] : [{ ...rest, value: kept }]
  }
  if (typeof path !== 'string') return [operation]
  const own = path.startsWith(`${urnOf(kind)}:`) ? path.slice(urnOf(kind).length + 1) : path
  const [first = ''] = own.split(/[.[]/)
  if (readOnly[kind].has(first.toLowerCase())) return []
  if (value === undefined) {
    // SCIMMY cannot remove the extension as a whole.
    if (own !== enterpriseUrn) return [{ ...operation, path: own }]
    return enterpriseNames.map((name) => ({ ...operation, path: `${enterpriseUrn}:${name}` }))
  }
  const manager = `${enterpriseUrn}:manager`
  if (own === `${manager}.value` || (own === manager && typeof value === 'string'))
    return [{ ...operation, path: manager, value: { value } }]
  const isBoolean = /(?:^|\.)(?:active|primary)$/i.test(own)
  const meant = isBoolean ? realBoolean(value) : withBooleansInside(value)
  return [{ ...operation, path: own, value: isObject(meant) ? omit(meant, schemasAlone) : meant }]
}

/** Ory tells it from what the schema alone would say. */
function checkMemberTypes(members: JsonValue | undefined): void {
  for (const member of Array.isArray(members) ? members : []) {
    const type = isObject(member) ? member['type'] : undefined
    if (type !== undefined && type !== 'User' && type !== 'Group')
      throw new ScimError(400, 'The type of a member must be User or Group.', 'invalidValue')
  }
}

function checkPrimaries(attributes: JsonObject): void {
  for (const [name, list] of Object.entries(attributes)) {
    if (!Array.isArray(list)) continue
    const primary = list.filter((item) => isObject(item) && item['primary'] === true)
    if (primary.length > 1)
      throw new ScimError(400, `${name} has more than one primary value`, 'invalidSyntax')
  }
}

/** What SCIMMY threw, as an error of this server. */
function scimErrorOf(error: unknown, scimType: string): unknown {
  if (error instanceof ScimError) return error
  if (error instanceof Types.Error) {
    const told = typeof error.scimType === 'string' ? error.scimType : scimType
    return new ScimError(error.status, error.message, told)
  }
  return error instanceof TypeError ? new ScimError(400, error.message, scimType) : error
}
