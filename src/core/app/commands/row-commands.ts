import type { CommandName } from './app-commands'

/** What a menu of selected rows offers, in parts. */
export type RowCommands = readonly (readonly CommandName[])[]

const oneConnection: RowCommands = [
  ['first-field', 'go-to-field'],
  ['check', 'try-connection', 'handover', 'replace-certificate', 'edit-mapper'],
  ['duplicate', 'duplicate-to', 'move-to-organization'],
  ['copy-ids', 'copy-link', 'export-rows'],
  ['delete-rows'],
]
const oneOrganization: RowCommands = [
  ['first-field', 'go-to-field', 'new-connection'],
  ['duplicate', 'duplicate-to'],
  ['copy-ids', 'copy-link', 'export-rows'],
  ['delete-rows'],
]
const connections: RowCommands = [
  ['change-several', 'check-rows'],
  ['duplicate', 'duplicate-to', 'move-to-organization'],
  ['copy-table', 'copy-ids', 'export-rows'],
  ['delete-rows'],
]
const organizations: RowCommands = [
  ['change-several'],
  ['duplicate', 'duplicate-to'],
  ['copy-table', 'copy-ids', 'export-rows'],
  ['delete-rows'],
]

const oneScimClient: RowCommands = [
  ['first-field', 'go-to-field'],
  ['copy-ids', 'copy-link'],
  ['delete-rows'],
]

/** The commands about selected rows of one list. */
export function rowCommands(
  kind: 'organization' | 'connection' | 'scim-client',
  count: number,
): RowCommands {
  if (kind === 'scim-client') return oneScimClient
  if (kind === 'connection') return count > 1 ? connections : oneConnection
  return count > 1 ? organizations : oneOrganization
}

/** Those that change the rows themselves, so that none applies where all of them are locked. */
export const changesRows: ReadonlySet<CommandName> = new Set([
  'move-to-organization',
  'delete-rows',
])
