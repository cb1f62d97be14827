import type { JsonObject } from '../model/json'
import type { Field } from './field'
import { isNativeSaml } from '../model/saml-connection'
import { fieldsIn, isEmptyValue, takesField, type FieldTable } from './fields'

/** Fields that stand two in a row. */
const half = new Set(['provider', 'organization_id'])

export interface FormRow {
  readonly field: Field
  readonly isHalf: boolean
}

export interface FormRows {
  readonly main: readonly FormRow[]
  readonly advanced: readonly FormRow[]
  /** Of a SAML connection with the native engine. */
  readonly native: readonly FormRow[]
}

/** Whether the engine of a SAML connection has a field; Ory Polis takes more ACS URLs only beside an own one. */
function fitsEngine({ name, section }: Field, fields: JsonObject): boolean {
  if (section === 'native') return isNativeSaml(fields)
  if (name !== 'additional_acs_urls') return true
  return !isNativeSaml(fields) && !(isEmptyValue(fields['acs_url']) && isEmptyValue(fields[name]))
}

/**
 * Fields of the provider kind, and others with a value, so that it can be removed. Unknown fields have no row; a
 * connection's state needs one from the server.
 */
export function formRows(table: FieldTable, provider: string, fields: JsonObject): FormRows {
  const present = (name: string) => fields[name] !== undefined && fields[name] !== null
  const rows = fieldsIn(table)
    .filter((field) => field.control !== 'shown')
    .filter((field) => !field.normalized || present(field.name))
    .filter((field) => table !== 'oidc' || takesField(field, provider) || present(field.name))
    .filter((field) => table !== 'saml' || fitsEngine(field, fields))
    .map((field): FormRow => ({ field, isHalf: half.has(field.name) }))
  const names = new Set(rows.map(({ field }) => field.name))
  // A field without a neighbour takes the full width.
  const placed = (row: FormRow) =>
    row.field.name === 'organization_id' && !names.has('provider') ? { ...row, isHalf: false } : row
  return {
    main: rows
      .filter(({ field: { section } }) => section === 'main' || section === 'kind')
      .map(placed),
    advanced: rows.filter(({ field }) => field.section === 'advanced'),
    native: rows.filter(({ field }) => field.section === 'native'),
  }
}

/** Names of the members that a form only shows: of unknown meaning, of another engine, or unknown altogether. */
export function otherFieldNames(table: FieldTable, fields: JsonObject): string[] {
  const editable = fieldsIn(table).filter(
    (field) => field.control !== 'shown' && (table !== 'saml' || fitsEngine(field, fields)),
  )
  const known = new Set(editable.map(({ name }) => name))
  return Object.keys(fields).filter((name) => !known.has(name))
}
