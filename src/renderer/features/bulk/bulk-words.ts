import { t } from '../../../core/language/translate'
import { numberText } from '../../../core/model/format'
import { leftOutReasons, type LeftOutReason } from '../../../core/bulk/wanted'
import type { BulkApplied, BulkPublished, BulkPublishPlan } from '../../../core/ipc/bulk'
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

/** What one summary may say of several publishes: the same that each may, where that is one and the same. */
export function suggestTogether(plans: readonly BulkPublishPlan[]): string {
  const [first, ...others] = new Set(plans.map(({ summary }) => summary))
  if (first === undefined) return ''
  if (others.length === 0) return first
  return t(
    '{changes, plural, one {# change} other {# changes}} in ' +
      '{projects, plural, one {# project} other {# projects}}',
    { changes: plans.reduce((sum, plan) => sum + plan.changes, 0), projects: plans.length },
  )
}

/** What a publish of a project sends. */
export function planWords({ changes, heldBack, requests, confirmation }: BulkPublishPlan): string {
  if (requests === 0) {
    return heldBack > 0
      ? t('{count, plural, one {# change} other {# changes}} held back: see the review', {
          count: heldBack,
        })
      : t('Nothing to publish')
  }
  const values = { changes, requests }
  const sent =
    heldBack === 0
      ? t(
          '{changes, plural, one {# change} other {# changes}}, ' +
            '{requests, plural, one {# request} other {# requests}}.',
          values,
        )
      : t(
          '{changes, plural, one {# change} other {# changes}}, {n} held back, ' +
            '{requests, plural, one {# request} other {# requests}}.',
          { ...values, n: heldBack },
        )
  return `${sent} ${confirmation.summary}`
}

export interface ResultWords {
  readonly tone: 'good' | 'danger' | 'warning' | 'neutral'
  readonly text: string
  /** What is to be said besides; why it failed is in the result's error. */
  readonly more?: string
}

/** How a project's publish ended. */
export function resultWords(result: BulkPublished): ResultWords {
  const { kind, end } = result
  switch (kind) {
    case 'published': {
      const { stayed = 0, dropped = [], warnings = [] } = end ?? {}
      const isAll = stayed + dropped.length + warnings.length === 0
      // What was dropped, and each warning, is told beside it.
      const left = t(
        '{count, plural, one {# change} other {# changes}} stayed in the draft: see the review.',
        { count: stayed },
      )
      const tone = isAll ? 'good' : 'warning'
      return { tone, text: t('Published'), ...(stayed === 0 ? {} : { more: left }) }
    }
    case 'review-again':
      return {
        tone: 'warning',
        text: t('Changed meanwhile'),
        more: t(
          'By now something else would be sent, or happen to people, so nothing more was sent. ' +
            'Read the new plan, then publish again.',
        ),
      }
    case 'stopped':
      return { tone: 'danger', text: t('Stopped'), more: stoppedText(end?.requests ?? 0) }
    case 'failed':
      return { tone: 'danger', text: t('Failed') }
    case 'skipped':
      return { tone: 'neutral', text: t('Not published') }
  }
}

const stoppedText = (requests: number): string =>
  requests === 0
    ? t('Nothing was changed; the rest is still in the draft.')
    : t(
        '{count, plural, one {# request} other {# requests}} took effect; the rest is ' +
          'still in the draft.',
        { count: requests },
      )

/** How a publish of several projects ended. */
export function summaryText(results: readonly BulkPublished[]): string {
  const of = (kinds: readonly BulkPublished['kind'][]) =>
    results.filter(({ kind }) => kinds.includes(kind)).length
  const [done, failed, left] = [
    of(['published']),
    of(['stopped', 'failed', 'review-again']),
    of(['skipped']),
  ]
  const parts = [
    t('{count, plural, one {# project} other {# projects}} published', { count: done }),
    ...(failed > 0 ? [t('{n} failed', { n: failed })] : []),
    ...(left > 0 ? [t('{n} not published', { n: left })] : []),
  ]
  const ended = `${parts.join(', ')}.`
  const isSomeLeft = results.some(({ end }) => (end?.dropped.length ?? 0) + (end?.stayed ?? 0) > 0)
  return failed + left > 0 || isSomeLeft
    ? `${ended} ${t('What was not published is still in its draft.')}`
    : ended
}
