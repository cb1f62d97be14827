import type { Protocol } from '../model/connection'
import type { JsonObject, JsonValue } from '../model/json'
import type { Field, FieldOption } from './field'
import { oidcFields } from './oidc-fields'
import { methodFields, organizationFields } from './other-fields'
import { samlFields } from './saml-fields'
import { scimFields } from './scim-fields'

const tables = {
  oidc: oidcFields,
  saml: samlFields,
  organization: organizationFields,
  method: methodFields,
  'scim-client': scimFields,
} satisfies Readonly<Record<string, readonly Field[]>>
export type FieldTable = keyof typeof tables

/** The table of what a set-up has: a connection has that of its protocol. */
export const tableOf = (
  kind: Exclude<FieldTable, Protocol> | 'connection',
  protocol: Protocol = 'oidc',
): FieldTable => (kind === 'connection' ? protocol : kind)

export function connectionFields(protocol: Protocol): readonly Field[] {
  return tables[protocol]
}

/** Every field of a table, in the order of its form. */
export const fieldsIn = (table: FieldTable): readonly Field[] => tables[table]

const rankIn = new Map(
  Object.values(tables).map((fields) => [
    fields,
    new Map(fields.map(({ name }, index) => [name, index])),
  ]),
)

/** Table order, then unknown members by name, independent of the order of typing. */
export function inFieldOrder<Value>(
  table: FieldTable,
  members: readonly (readonly [string, Value])[],
): (readonly [string, Value])[] {
  const ranks = rankIn.get(tables[table])
  const rank = ([name]: readonly [string, Value]) => ranks?.get(name) ?? Infinity
  return members.toSorted((left, right) => {
    const [one, other] = [rank(left), rank(right)]
    if (one !== other) return one - other
    return left[0] < right[0] ? -1 : left[0] > right[0] ? 1 : 0
  })
}

/** Cached, because a project's file asks a hundred thousand times. */
const byName = new WeakMap<readonly Field[], ReadonlyMap<string, Field>>()

/** The row of a field; `undefined` for a member unknown to this version. */
export function fieldNamed(fields: readonly Field[], name: string): Field | undefined {
  const known = byName.get(fields)
  if (known) return known.get(name)
  // Of two rows with one name the first counts.
  byName.set(fields, new Map(fields.map((field) => [field.name, field] as const).toReversed()))
  return fieldNamed(fields, name)
}

/** Whether a kind of provider has a field at all. */
export function takesField(field: Field, provider: string): boolean {
  if (field.refusedBy?.includes(provider)) return false
  return field.takenBy === undefined || field.takenBy.includes(provider)
}

/** Whether a field has no value: a server stores an emptied one as an empty text. */
export const isEmptyValue = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || value === ''

/** Whether a kind of provider requires a field. */
export function requiresField(field: Field, provider: string): boolean {
  return field.requiredBy === 'every' || (field.requiredBy ?? []).includes(provider)
}

/** The options of a kind of provider, and the present value even if it is none of them. */
export function optionsFor(field: Field, provider: string, present: string): FieldOption[] {
  const options = (field.options ?? []).filter(
    ({ takenBy, value }) => !takenBy || takenBy.includes(provider) || value === present,
  )
  const isKnown = present === '' || options.some(({ value }) => value === present)
  return isKnown ? options : [...options, { value: present, label: present }]
}

const everyField: readonly Field[] = Object.values(tables).flat()
const namesWhere = (is: (field: Field) => boolean): ReadonlySet<string> =>
  new Set(everyField.filter(is).map(({ name }) => name))

/** Whether only the normalized form of a project has a field of a table. */
export const isNormalized = (table: FieldTable, name: string): boolean =>
  fieldNamed(tables[table], name)?.normalized === true

/** The members of a connection that the document of a project has. */
export const documentFields = (protocol: Protocol, fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !isNormalized(protocol, name)))

export const knownFields = namesWhere(() => true)
/** Fields that the server accepts but never returns: their absence in an answer means nothing. */
export const writeOnlyFields = namesWhere(({ writeOnly }) => writeOnly === true)
/** Fields whose value is a secret: a draft holds only a reference to it. */
export const secretFields = namesWhere(({ secret }) => secret === true)
/** Secrets that are texts of several lines. */
export const secretsOfLines = namesWhere(({ control }) => control === 'secret-lines')
const secretsOf = new Map<string, ReadonlySet<string>>(
  [['connection', [...oidcFields, ...samlFields]] as const, ...Object.entries(tables)].map(
    ([kind, fields]) => [
      kind,
      new Set(fields.filter(({ secret }) => secret).map(({ name }) => name)),
    ],
  ),
)
/** Whether a kind of entity has a field for a secret under this name. */
export const hasSecretField = (kind: string, name: string): boolean =>
  secretsOf.get(kind)?.has(name) ?? false
/** Unordered lists without duplicates: both sides' changes are merged. */
export const setFields = namesWhere(({ set }) => set === true)
/** Unordered lists whose items ignore case. */
export const anyCaseFields = namesWhere(({ anyCase }) => anyCase === true)
/** Fields whose text the server stores under its hash. */
export const contentFields = namesWhere(({ content }) => content !== undefined)

/** The label of a field, from the first table that has it. */
export function fieldLabel(name: string): string | undefined {
  return fieldNamed(everyField, name)?.label
}

/** The label of an option of a field; `undefined` for a value that is no option. */
export const optionLabel = (name: string, value: string): string | undefined =>
  fieldNamed(everyField, name)?.options?.find((option) => option.value === value)?.label
