import type { Field } from '../fields/field'
import { fieldNamed } from '../fields/fields'
import { oidcFields } from '../fields/oidc-fields'
import { organizationFields } from '../fields/other-fields'
import { samlFields } from '../fields/saml-fields'
import { cutText } from '../model/cut-text'
import type { DomainTable } from './domain-table'
import { t } from '../language/translate'

/** One field of many connections, or of many organizations, is set at once. */
export type SettingOperation =
  /** Items of a list are added, removed, or put in the place of those that there are. */
  | {
      readonly kind: 'list'
      readonly field: string
      readonly how: 'add' | 'remove' | 'set'
      readonly items: readonly string[]
    }
  /** One value for a field; without it the field is removed. A lifespan is as a person types it. */
  | {
      readonly kind: 'value'
      readonly field: string
      readonly value?: string | boolean | undefined
    }
  /** The text of the mapper. */
  | { readonly kind: 'mapper'; readonly text: string }
  /** The organization that connections belong to; none for a sign-in of everybody. */
  | {
      readonly kind: 'organization'
      readonly key: string | undefined
      /** What it is called. */
      readonly label: string
    }
  /** Domains to add and to remove, for each organization that the table names. */
  | { readonly kind: 'domains'; readonly table: DomainTable }

export interface DeletionOperation {
  readonly kind: 'delete'
  readonly of: BulkKind
  /** What happens to the connections of organizations. */
  readonly connections: 'delete' | 'detach'
}

/** What is done with many connections, or many organizations, at once. */
export type BulkOperation = SettingOperation | DeletionOperation

/** What an operation is about. */
export type BulkKind = 'connection' | 'organization'

const controls: ReadonlySet<Field['control']> = new Set([
  'list',
  'choice',
  'switch',
  'duration',
  'url',
  'text',
])

/** Whether several entities may be given the same value of a field, which is then known to be theirs. */
const isForSeveral = ({ control, section, ownEach, secret, writeOnly, options }: Field): boolean =>
  controls.has(control) &&
  !ownEach &&
  // Their rows may have another engine.
  section !== 'native' &&
  !secret &&
  !writeOnly &&
  (control !== 'choice' || options !== undefined)

const bothProtocols = [
  ...oidcFields,
  ...samlFields.filter(({ name }) => fieldNamed(oidcFields, name) === undefined),
]

/** The fields that are set for several at once, in the order of the forms. */
export const severalFields: Readonly<Record<BulkKind, readonly Field[]>> = {
  connection: bothProtocols.filter(isForSeveral),
  organization: organizationFields.filter(isForSeveral),
}

/** What an operation is about. */
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

/** The row of the field table for what an operation changes. */
export function operationField(operation: SettingOperation): Field {
  const name = 'field' in operation ? operation.field : fieldsOfKinds[operation.kind]
  const isOfConnections = operationTarget(operation) === 'connection'
  const field = fieldNamed(isOfConnections ? bothProtocols : organizationFields, name)
  if (!field) throw new Error(`There is no field ${name}`)
  return field
}

/** The field whose value a preview shows: what is changed, or what tells what is deleted from others. */
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

/**
 * The label of the step in a draft's history.
 * @param count in how many places of this project
 */
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
