import { t } from '../../../core/language/translate'
import { numberText } from '../../../core/model/format'
import { leftOutReasons, type LeftOutReason } from '../../../core/bulk/wanted'
import type { BulkApplied } from '../../../core/ipc/bulk'
import type { BulkKind } from './choosing'
import type { OperationKind } from './changing'

export const kindLabels: Readonly<Record<BulkKind, string>> = {
  connection: t('Connections'),
  organization: t('Organizations'),
}

/** "3 connections". */
export const countText = (kind: BulkKind, count: number): string =>
  kind === 'connection'
    ? t('{count, plural, one {# connection} other {# connections}}', { count })
    : t('{count, plural, one {# organization} other {# organizations}}', { count })

export const operationWords: Readonly<Record<OperationKind, string>> = {
  scope: t('Scopes'),
  mapper: t('Mapper'),
  pkce: 'PKCE',
  'session-lifespan': t('Session lifespan'),
  domains: t('Domains from a table'),
}

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

/** How many are left out, by reason. */
export function leftOutText(reasons: Partial<Record<LeftOutReason, number>>): string {
  return leftOutReasons
    .flatMap((reason) => {
      const count = reasons[reason] ?? 0
      return count === 0 ? [] : [reasonCounts[reason](numberText(count))]
    })
    .join(', ')
}

/** What was put into one draft. */
export function appliedText({ applied, moved, error }: BulkApplied, kind: BulkKind): string {
  if (error) return t('Nothing was applied: {why}', { why: error.message })
  const done = applied === 0 ? t('Nothing was applied') : changedText(kind, applied)
  return moved === 0 ? done : `${done}; ${movedText(kind, moved)}`
}

const changedText = (kind: BulkKind, count: number): string =>
  kind === 'connection'
    ? t(
        '{count, plural, one {# connection} other {# connections}} changed in the draft, ' +
          'as one step to undo',
        { count },
      )
    : t(
        '{count, plural, one {# organization} other {# organizations}} changed in the ' +
          'draft, as one step to undo',
        { count },
      )

const movedText = (kind: BulkKind, count: number): string =>
  kind === 'connection'
    ? t(
        '{count, plural, one {# connection} other {# connections}} left out, since it ' +
          'changed after the preview',
        { count },
      )
    : t(
        '{count, plural, one {# organization} other {# organizations}} left out, since it ' +
          'changed after the preview',
        { count },
      )
