import type { Protocol } from '../model/connection'
import type { Field, FieldOption } from './field'
import { oidcFields } from './oidc-fields'
import { methodFields, organizationFields } from './other-fields'
import { samlFields } from './saml-fields'

export function connectionFields(protocol: Protocol): readonly Field[] {
  return protocol === 'oidc' ? oidcFields : samlFields
}

const ranksOf = (fields: readonly Field[]): ReadonlyMap<string, number> =>
  new Map(fields.map(({ name }, index) => [name, index]))
const ranks = {
  organization: ranksOf(organizationFields),
  method: ranksOf(methodFields),
  oidc: ranksOf(oidcFields),
  saml: ranksOf(samlFields),
}

/**
 * Members by name in the order of the table of fields, those that it does not know by their name after
 * them: what is shown and sent must not depend on the order in which it was typed.
 */
export function inFieldOrder<Value>(
  table: Protocol | 'organization' | 'method',
  members: readonly (readonly [string, Value])[],
): (readonly [string, Value])[] {
  const rank = ([name]: readonly [string, Value]) => ranks[table].get(name) ?? Infinity
  return members.toSorted((left, right) => {
    const [one, other] = [rank(left), rank(right)]
    if (one !== other) return one - other
    return left[0] < right[0] ? -1 : left[0] > right[0] ? 1 : 0
  })
}

/** The row of a field; `undefined` for a member that this version does not know. */
export function fieldNamed(fields: readonly Field[], name: string): Field | undefined {
  return fields.find((field) => field.name === name)
}

/** Whether a kind of provider has a field at all. */
export function takesField(field: Field, provider: string): boolean {
  if (field.refusedBy?.includes(provider)) return false
  return field.takenBy === undefined || field.takenBy.includes(provider)
}

/** Whether a kind of provider cannot do without a field. */
export function requiresField(field: Field, provider: string): boolean {
  return field.requiredBy === 'every' || (field.requiredBy ?? []).includes(provider)
}

/** The options that a kind of provider has, and the present value whatever it is. */
export function optionsFor(field: Field, provider: string, present: string): FieldOption[] {
  const options = (field.options ?? []).filter(
    ({ takenBy, value }) => !takenBy || takenBy.includes(provider) || value === present,
  )
  const isKnown = present === '' || options.some(({ value }) => value === present)
  return isKnown ? options : [...options, { value: present, label: present }]
}

const everyField = [...oidcFields, ...samlFields, ...organizationFields, ...methodFields]
const namesWhere = (is: (field: Field) => boolean): ReadonlySet<string> =>
  new Set(everyField.filter(is).map(({ name }) => name))

/** Names of all fields that are in a table. */
export const knownFields = namesWhere(() => true)
/** Fields that the server takes and never gives back: their absence in an answer says nothing. */
export const writeOnlyFields = namesWhere(({ writeOnly }) => writeOnly === true)
/** Fields whose value is a secret: a draft holds only a reference to it. */
export const secretFields = namesWhere(({ secret }) => secret === true)
/** Lists in which order and repetition mean nothing: both sides' changes are merged. */
export const setFields = namesWhere(({ set }) => set === true)
/** Lists without order whose items are the same in upper and lower case. */
export const anyCaseFields = namesWhere(({ anyCase }) => anyCase === true)
/** Fields that hold a text which the server stores under its hash. */
export const contentFields = namesWhere(({ content }) => content !== undefined)

/** What people call a field; the first table that knows it decides. */
export function fieldLabel(name: string): string | undefined {
  return fieldNamed(everyField, name)?.label
}
