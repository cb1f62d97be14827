import { organizationFields } from '../fields/other-fields'
import { oidcFields } from '../fields/oidc-fields'
import { fieldNamed } from '../fields/fields'
import type { DomainTable } from './domain-table'
import { t } from '../language/translate'

/** What is changed in many connections at once. */
export type ConnectionOperation =
  /** Scopes are added, removed, or put in the place of those that there are. */
  | {
      readonly kind: 'scope'
      readonly how: 'add' | 'remove' | 'set'
      readonly scopes: readonly string[]
    }
  /** The text of the mapper. */
  | { readonly kind: 'mapper'; readonly text: string }
  /** An option of the field; empty to remove it. */
  | { readonly kind: 'pkce'; readonly value: string }
  /** The organization that they belong to; none for a sign-in of everybody. */
  | {
      readonly kind: 'organization'
      readonly key: string | undefined
      /** What it is called. */
      readonly label: string
    }

/** What is changed in many organizations at once. */
export type OrganizationOperation =
  /** As a person types it; empty for the project's own. */
  | { readonly kind: 'session-lifespan'; readonly value: string }
  /** Domains to add and to remove, for each organization that the table names. */
  | { readonly kind: 'domains'; readonly table: DomainTable }

/** One change, made in many places. */
export type BulkOperation = ConnectionOperation | OrganizationOperation

/** What an operation is about. */
export const operationTargets = {
  scope: 'connection',
  mapper: 'connection',
  pkce: 'connection',
  organization: 'connection',
  'session-lifespan': 'organization',
  domains: 'organization',
} as const satisfies Record<BulkOperation['kind'], 'connection' | 'organization'>

/** The field that an operation changes, by its wire name. */
export const operationFields = {
  scope: 'scope',
  mapper: 'mapper_url',
  pkce: 'pkce',
  organization: 'organization_id',
  'session-lifespan': 'session_lifespan',
  domains: 'domains',
} as const satisfies Record<BulkOperation['kind'], string>

/** The row of the field table for what an operation changes. */
export function operationField(kind: BulkOperation['kind']) {
  const fields = operationTargets[kind] === 'connection' ? oidcFields : organizationFields
  const field = fieldNamed(fields, operationFields[kind])
  if (!field) throw new Error(`There is no field ${operationFields[kind]}`)
  return field
}

/** Characters of scopes that are named; of more, only their number is said. */
const longestNamed = 60

function scopeText({ how, scopes }: Extract<BulkOperation, { kind: 'scope' }>): string {
  const count = scopes.length
  const names = scopes.join(', ')
  if (names.length > longestNamed) {
    if (how === 'add')
      return t('{count, plural, one {Add # scope} other {Add # scopes}}', { count })
    return how === 'remove'
      ? t('{count, plural, one {Remove # scope} other {Remove # scopes}}', { count })
      : t('{count, plural, one {Set # scope} other {Set # scopes}}', { count })
  }
  const values = { count, names }
  if (how === 'add') {
    return t('{count, plural, one {Add scope {names}} other {Add scopes {names}}}', values)
  }
  return how === 'remove'
    ? t('{count, plural, one {Remove scope {names}} other {Remove scopes {names}}}', values)
    : t('{count, plural, one {Set scope {names}} other {Set scopes {names}}}', values)
}

function whatText(operation: BulkOperation): string {
  switch (operation.kind) {
    case 'scope':
      return scopeText(operation)
    case 'mapper':
      return t('Set mapper')
    case 'pkce':
      return operation.value === ''
        ? t('Remove PKCE')
        : t('Set PKCE to {value}', { value: operation.value })
    case 'organization':
      return t('Move to {organization}', { organization: operation.label })
    case 'session-lifespan':
      return operation.value.trim() === ''
        ? t('Remove session lifespan')
        : t('Set session lifespan to {value}', { value: operation.value.trim() })
    case 'domains':
      return t('Change domains from a table')
  }
}

/**
 * The label of the step in a draft's history.
 * @param count in how many places of this project
 */
export function stepLabel(operation: BulkOperation, count: number): string {
  if (operation.kind === 'organization') {
    return t(
      '{count, plural, one {Moved # connection to {organization}} ' +
        'other {Moved # connections to {organization}}}',
      { count, organization: operation.label },
    )
  }
  const values = { count, what: whatText(operation) }
  return operationTargets[operation.kind] === 'connection'
    ? t('Bulk edit: {what} ({count, plural, one {# connection} other {# connections}})', values)
    : t('Bulk edit: {what} ({count, plural, one {# organization} other {# organizations}})', values)
}
