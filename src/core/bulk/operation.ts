import type { Field } from '../fields/field'
import { fieldNamed } from '../fields/fields'
import { oidcFields } from '../fields/oidc-fields'
import { organizationFields } from '../fields/other-fields'
import { samlFields } from '../fields/saml-fields'
import { cutText } from '../model/cut-text'
import type { DomainTable } from './domain-table'
import { t } from '../language/translate'

/** Sets one field of many connections or organizations. */
export type SettingOperation =
  /** Adds, removes or replaces items of a list field. */
  | {
      readonly kind: 'list'
      readonly field: string
      readonly how: 'add' | 'remove' | 'set'
      readonly items: readonly string[]
    }
  /** Sets a field; without a value it is removed. Lifespans are as typed. */
  | {
      readonly kind: 'value'
      readonly field: string
      readonly value?: string | boolean | undefined
    }
  | { readonly kind: 'mapper'; readonly text: string }
  /** Moves connections to an organization, or makes them social connections. */
  | {
      readonly kind: 'organization'
      readonly key: string | undefined
      readonly label: string
    }
  /** Adds and removes domains per organization. */
  | { readonly kind: 'domains'; readonly table: DomainTable }

export interface DeletionOperation {
  readonly kind: 'delete'
  readonly of: BulkKind
  readonly connections: 'delete' | 'detach'
}

/** A bulk change of connections or organizations. */
export type BulkOperation = SettingOperation | DeletionOperation

export type BulkKind = 'connection' | 'organization'

const controls: ReadonlySet<Field['control']> = new Set([
  'list',
  'choice',
  'switch',
  'duration',
  'url',
  'text',
])

/** Whether a bulk edit may give several entities the same value for the field. */
const isForSeveral = ({ control, section, ownEach, secret, writeOnly, options }: Field): boolean =>
  controls.has(control) &&
  !ownEach &&
  // Native methods may use different engines.
  section !== 'native' &&
  !secret &&
  !writeOnly &&
  (control !== 'choice' || options !== undefined)

const bothProtocols = [
  ...oidcFields,
  ...samlFields.filter(({ name }) => fieldNamed(oidcFields, name) === undefined),
]

/** Fields that bulk edits can set, in form order. */
export const severalFields: Readonly<Record<BulkKind, readonly Field[]>> = {
  connection: bothProtocols.filter(isForSeveral),
  organization: organizationFields.filter(isForSeveral),
}

export function operationTarget(operation: BulkOperation): BulkKind {
  switch (operation.kind) {
    case 'list':
    case 'value':
      return fieldNamed(severalFields.organization, operation.field) ? 'organization' : 'connection'
    case 'domains':
      return 'organization'
    case 'delete':
      return operation.of
    case 'mapper':
    case 'organization':
      return 'connection'
  }
}

const fieldsOfKinds = {
  mapper: 'mapper_url',
  organization: 'organization_id',
  domains: 'domains',
} as const

export function operationField(operation: SettingOperation): Field {
  const name = 'field' in operation ? operation.field : fieldsOfKinds[operation.kind]
  const isOfConnections = operationTarget(operation) === 'connection'
  const field = fieldNamed(isOfConnections ? bothProtocols : organizationFields, name)
  if (!field) throw new Error(`There is no field ${name}`)
  return field
}

/** The field whose value a preview shows; for deletions, the identifying one. */
export function shownField(operation: BulkOperation): Field {
  if (operation.kind !== 'delete') return operationField(operation)
  return operation.of === 'connection'
    ? operationField({ kind: 'value', field: 'id' })
    : operationField({ kind: 'domains', table: { rows: [], remarks: [] } })
}

/** Characters of values that are named. */
const longestNamed = 60

function valueText(value: string | boolean): string {
  if (typeof value === 'boolean') return value ? t('on') : t('off')
  return cutText(value.trim(), longestNamed)
}

function listText(label: string, how: 'add' | 'remove' | 'set', items: readonly string[]): string {
  const values = { field: label, values: cutText(items.join(', '), longestNamed) }
  if (how === 'add') return t('Add to {field}: {values}', values)
  return how === 'remove'
    ? t('Remove from {field}: {values}', values)
    : t('Set {field}: {values}', values)
}

function whatText(operation: Exclude<SettingOperation, { kind: 'organization' }>): string {
  const { label: field } = operationField(operation)
  switch (operation.kind) {
    case 'list':
      return listText(field, operation.how, operation.items)
    case 'value':
      return operation.value === undefined || operation.value === ''
        ? t('Remove {field}', { field })
        : t('Set {field} to {value}', { field, value: valueText(operation.value) })
    case 'mapper':
      return t('Set mapper')
    case 'domains':
      return t('Change domains from a table')
  }
}

/** Label of the step in a draft's history; `count` is the number of changed entities. */
export function stepLabel(operation: SettingOperation, count: number): string {
  if (operation.kind === 'organization') {
    return t(
      '{count, plural, one {Moved # connection to {organization}} ' +
        'other {Moved # connections to {organization}}}',
      { count, organization: operation.label },
    )
  }
  const values = { count, what: whatText(operation) }
  return operationTarget(operation) === 'connection'
    ? t('{what} ({count, plural, one {# connection} other {# connections}})', values)
    : t('{what} ({count, plural, one {# organization} other {# organizations}})', values)
}
