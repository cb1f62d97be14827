import { t } from '../../../core/language/translate'
import { listed } from '../../../core/language/listed'
import type { SelectedRow } from '../../stores/ui'

const countOf = (rows: readonly SelectedRow[], kind: SelectedRow['kind']) =>
  rows.filter((row) => row.kind === kind).length

/** What is selected: "2 organizations and 3 connections in 2 projects". */
export function selectedText(rows: readonly SelectedRow[]): string {
  const [organizations, connections] = [countOf(rows, 'organization'), countOf(rows, 'connection')]
  const scimClients = countOf(rows, 'scim-client')
  const parts = [
    organizations > 0
      ? t('{count, plural, one {# organization} other {# organizations}}', { count: organizations })
      : undefined,
    connections > 0
      ? t('{count, plural, one {# connection} other {# connections}}', { count: connections })
      : undefined,
    scimClients > 0
      ? t('{count, plural, one {# SCIM client} other {# SCIM clients}}', { count: scimClients })
      : undefined,
  ].filter((part) => part !== undefined)
  const what = listed(parts)
  const projects = new Set(rows.map(({ projectId }) => projectId)).size
  return projects > 1
    ? t('{what} in {count, plural, one {# project} other {# projects}}', { what, count: projects })
    : what
}
