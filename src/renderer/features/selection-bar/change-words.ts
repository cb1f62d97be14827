import { t } from '../../../core/language/translate'
import { numberText } from '../../../core/model/format'
import type { BulkKind } from '../../../core/bulk/operation'
import { leftOutReasons, type LeftOutReason } from '../../../core/bulk/wanted'
import type { BulkApplied } from '../../../core/ipc/bulk'
import { listed } from '../../../core/language/listed'
import type { SelectedRow } from '../../stores/ui'

export const reasonWords: Readonly<Record<LeftOutReason, string>> = {
  unchanged: t('unchanged'),
  'draft-edit': t('draft differs'),
  conflict: t('conflict'),
  problem: t('problem'),
  'not-taken': t('no such field'),
  unclear: t('unclear'),
  gone: t('gone'),
  'read-only': t('read-only'),
}

const reasonCounts: Readonly<Record<LeftOutReason, (n: string) => string>> = {
  unchanged: (n) => t('{n} unchanged', { n }),
  'draft-edit': (n) => t('{n} draft differs', { n }),
  conflict: (n) => t('{n} conflict', { n }),
  problem: (n) => t('{n} problem', { n }),
  'not-taken': (n) => t('{n} no such field', { n }),
  unclear: (n) => t('{n} unclear', { n }),
  gone: (n) => t('{n} gone', { n }),
  'read-only': (n) => t('{n} read-only', { n }),
}

export function leftOutText(reasons: Partial<Record<LeftOutReason, number>>): string {
  return leftOutReasons
    .flatMap((reason) => {
      const count = reasons[reason] ?? 0
      return count === 0 ? [] : [reasonCounts[reason](numberText(count))]
    })
    .join(', ')
}

const isOfConnections = (kind: BulkKind) => kind === 'connection'

export function doneText(
  applied: readonly BulkApplied[],
  kind: BulkKind,
  isDeletion: boolean,
): string {
  const count = applied.reduce((sum, item) => sum + item.applied, 0)
  const drafts = applied.filter((item) => item.applied > 0).length
  if (count === 0) return t('Nothing was changed.')
  const values = { count, drafts }
  if (isDeletion) {
    return isOfConnections(kind)
      ? t(
          '{count, plural, one {# connection} other {# connections}} deleted in ' +
            '{drafts, plural, one {# draft} other {# drafts}}.',
          values,
        )
      : t(
          '{count, plural, one {# organization} other {# organizations}} deleted in ' +
            '{drafts, plural, one {# draft} other {# drafts}}.',
          values,
        )
  }
  return isOfConnections(kind)
    ? t(
        '{count, plural, one {# connection} other {# connections}} changed in ' +
          '{drafts, plural, one {# draft} other {# drafts}}.',
        values,
      )
    : t(
        '{count, plural, one {# organization} other {# organizations}} changed in ' +
          '{drafts, plural, one {# draft} other {# drafts}}.',
        values,
      )
}

export function appliedText({ applied, moved, error }: BulkApplied, kind: BulkKind): string {
  if (error) return t('Nothing was done: {why}', { why: error.message })
  const count = { count: applied }
  const done = isOfConnections(kind)
    ? t('{count, plural, one {# connection} other {# connections}}', count)
    : t('{count, plural, one {# organization} other {# organizations}}', count)
  return moved === 0 ? done : `${done}; ${movedText(kind, moved)}`
}

const movedText = (kind: BulkKind, count: number): string =>
  isOfConnections(kind)
    ? t(
        '{count, plural, one {# connection was} other {# connections were}} left out: ' +
          'changed after the preview',
        { count },
      )
    : t(
        '{count, plural, one {# organization was} other {# organizations were}} left out: ' +
          'changed after the preview',
        { count },
      )

const countOf = (rows: readonly SelectedRow[], kind: SelectedRow['kind']) =>
  rows.filter((row) => row.kind === kind).length

/** Such as "2 organizations and 3 connections in 2 projects". */
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
