import type { Edit } from './edits'
import {
  entityLabel,
  type WorkingConnection,
  type WorkingCopy,
  type WorkingEntity,
  type WorkingScimClient,
} from './working-copy'
import { textMember } from '../model/json'
import { t } from '../language/translate'

export interface RowStep {
  readonly label: string
  readonly edits: readonly Edit[]
}

/** Why a row is read-only; `undefined` if it is not. */
export function lockOf(entity: WorkingEntity | WorkingConnection): string | undefined {
  if (entity.status === 'deleted') return t('The draft deletes it')
  if ('ambiguous' in entity && entity.ambiguous) {
    return t('It shares its ID, so it is read-only')
  }
  return undefined
}

export function editable<Entity extends WorkingEntity>(rows: readonly Entity[]): Entity[] {
  return rows.filter((row) => lockOf(row) === undefined)
}

/** Label of one row, or the number of rows. */
export function rowsText(rows: readonly WorkingEntity[]): string {
  const [first] = rows
  if (first && rows.length === 1) return entityLabel(first.fields, first.target)
  const count = { count: rows.length }
  if (!first) return t('{count, plural, one {# row} other {# rows}}', count)
  if (first.target.kind === 'scim-client') {
    return t('{count, plural, one {# SCIM client} other {# SCIM clients}}', count)
  }
  return first.target.kind === 'organization'
    ? t('{count, plural, one {# organization} other {# organizations}}', count)
    : t('{count, plural, one {# connection} other {# connections}}', count)
}

/** Members of organizations that the draft does not delete already. */
function membersIn<Member extends WorkingEntity>(
  members: readonly Member[],
  organizations: readonly WorkingEntity[],
): Member[] {
  const keys = new Set(organizations.map(({ target }) => target.key))
  return members.filter(
    ({ fields, status }) =>
      status !== 'deleted' && keys.has(textMember(fields, 'organization_id') ?? ''),
  )
}

export const connectionsOf = (
  copy: WorkingCopy,
  organizations: readonly WorkingEntity[],
): WorkingConnection[] => membersIn(copy.connections, organizations)

export const clientsOf = (
  copy: WorkingCopy,
  organizations: readonly WorkingEntity[],
): WorkingScimClient[] => membersIn(copy.scimClients, organizations)

/**
 * Deletes the editable rows of one list as one step; `connections` decides what happens to those of organizations.
 */
export function deleteRows(
  rows: readonly WorkingEntity[],
  connections: 'delete' | 'detach' = 'delete',
): RowStep {
  const going = editable(rows)
  const edits = going.map(({ target: { kind, key } }): Edit =>
    kind === 'organization'
      ? { kind: 'delete-organization', key, connections }
      : { kind: kind === 'scim-client' ? 'delete-scim-client' : 'delete-connection', key },
  )
  return { label: t('Deleted {rows}', { rows: rowsText(going) }), edits }
}
