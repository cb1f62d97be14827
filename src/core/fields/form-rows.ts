import type { JsonObject } from '../model/json'
import type { Field } from './field'
import { fieldsIn, takesField, type FieldTable } from './fields'

/** Fields that stand two in a row. */
const half = new Set(['provider', 'organization_id'])

export interface FormRow {
  readonly field: Field
  readonly isHalf: boolean
}

/** The rows of a form, the visible ones and those under `Advanced`, from the one table of fields. */
export interface FormRows {
  readonly main: readonly FormRow[]
  readonly advanced: readonly FormRow[]
}

/**
 * What a form shows: the fields that the kind of provider has, and any other that holds a value all
 * the same, so that it can be seen and removed. A field of which only the name is known has no row.
 */
export function formRows(table: FieldTable, provider: string, fields: JsonObject): FormRows {
  const present = (name: string) => fields[name] !== undefined && fields[name] !== null
  const rows = fieldsIn(table)
    .filter((field) => field.control !== 'shown')
    .filter((field) => table !== 'oidc' || takesField(field, provider) || present(field.name))
    .map((field): FormRow => ({ field, isHalf: half.has(field.name) }))
  const names = new Set(rows.map(({ field }) => field.name))
  // A field without a neighbour takes the full width.
  const placed = (row: FormRow) =>
    row.field.name === 'organization_id' && !names.has('provider') ? { ...row, isHalf: false } : row
  return {
    main: rows.filter(({ field }) => field.section !== 'advanced').map(placed),
    advanced: rows.filter(({ field }) => field.section === 'advanced'),
  }
}

/** Names of the members that a form only shows: of unknown meaning, or unknown altogether. */
export function otherFieldNames(table: FieldTable, fields: JsonObject): string[] {
  const editable = fieldsIn(table).filter(({ control }) => control !== 'shown')
  const known = new Set(editable.map(({ name }) => name))
  return Object.keys(fields).filter((name) => !known.has(name))
}
