import { organizationFields } from '../fields/other-fields'
import { oidcFields } from '../fields/oidc-fields'
import { fieldNamed } from '../fields/fields'
import { counted } from '../model/counted'
import type { DomainTable } from './domain-table'

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

const verbs = { add: 'Add', remove: 'Remove', set: 'Set' } as const

function whatText(operation: BulkOperation): string {
  switch (operation.kind) {
    case 'scope': {
      const scopes = operation.scopes.join(', ')
      const short = scopes.length > 60 ? counted(operation.scopes.length, 'scope') : scopes
      const noun = operation.scopes.length === 1 ? 'scope' : 'scopes'
      return scopes === short
        ? `${verbs[operation.how]} ${noun} ${short}`
        : `${verbs[operation.how]} ${short}`
    }
    case 'mapper':
      return 'Set mapper'
    case 'pkce':
      return operation.value === '' ? 'Remove PKCE' : `Set PKCE to ${operation.value}`
    case 'organization':
      return `Move to ${operation.label}`
    case 'session-lifespan':
      return operation.value.trim() === ''
        ? 'Remove session lifespan'
        : `Set session lifespan to ${operation.value.trim()}`
    case 'domains':
      return 'Change domains from a table'
  }
}

/**
 * The label of the step in a draft's history.
 * @param count in how many places of this project
 */
export function stepLabel(operation: BulkOperation, count: number): string {
  const noun = operationTargets[operation.kind]
  if (operation.kind === 'organization')
    return `Moved ${counted(count, noun)} to ${operation.label}`
  return `Bulk edit: ${whatText(operation)} (${counted(count, noun)})`
}
