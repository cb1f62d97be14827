import { t } from '../../../core/language/translate'
import type { BulkKind } from './choosing'

export const kindLabels: Readonly<Record<BulkKind, string>> = {
  connection: t('Connections'),
  organization: t('Organizations'),
}

/** "3 connections". */
export const countText = (kind: BulkKind, count: number): string =>
  kind === 'connection'
    ? t('{count, plural, one {# connection} other {# connections}}', { count })
    : t('{count, plural, one {# organization} other {# organizations}}', { count })
