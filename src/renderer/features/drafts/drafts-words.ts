import { t } from '../../../core/language/translate'
import type { DraftPlan, DraftPublished } from '../../../core/ipc/publish'
import { notKeptText } from '../../composables/publish-words'

/** What one summary may say of several publishes: the same that each may, where that is one and the same. */
export function suggestTogether(plans: readonly DraftPlan[]): string {
  const [first, ...others] = new Set(plans.map(({ summary }) => summary))
  if (first === undefined) return ''
  if (others.length === 0) return first
  return t(
    '{changes, plural, one {# change} other {# changes}} in ' +
      '{projects, plural, one {# project} other {# projects}}',
    { changes: plans.reduce((sum, plan) => sum + plan.changes, 0), projects: plans.length },
  )
}

export function planWords({ changes, heldBack, requests }: DraftPlan): string {
  if (requests === 0) {
    return heldBack > 0
      ? t('{count, plural, one {# change} other {# changes}} held back: see the review', {
          count: heldBack,
        })
      : t('Nothing to publish')
  }
  const values = { changes, requests }
  return heldBack === 0
    ? t(
        '{changes, plural, one {# change} other {# changes}}, ' +
          '{requests, plural, one {# request} other {# requests}}',
        values,
      )
    : t(
        '{changes, plural, one {# change} other {# changes}}, {n} held back, ' +
          '{requests, plural, one {# request} other {# requests}}',
        { ...values, n: heldBack },
      )
}

interface DraftMark {
  readonly tone: 'danger' | 'warning'
  readonly text: string
}

export function draftMarks({
  conflicts,
  errors,
  warnings,
  missingSecrets,
}: DraftPlan): DraftMark[] {
  const marks: readonly (readonly [number, DraftMark])[] = [
    [
      conflicts,
      {
        tone: 'danger',
        text: t('{count, plural, one {# conflict} other {# conflicts}}', { count: conflicts }),
      },
    ],
    [
      errors,
      {
        tone: 'danger',
        text: t('{count, plural, one {# error} other {# errors}}', { count: errors }),
      },
    ],
    [
      missingSecrets,
      {
        tone: 'danger',
        text: t('{count, plural, one {# secret is} other {# secrets are}} missing', {
          count: missingSecrets,
        }),
      },
    ],
    [
      warnings,
      {
        tone: 'warning',
        text: t('{count, plural, one {# warning} other {# warnings}}', { count: warnings }),
      },
    ],
  ]
  return marks.flatMap(([count, mark]) => (count > 0 ? [mark] : []))
}

export interface ResultWords {
  readonly tone: 'good' | 'danger' | 'warning' | 'neutral'
  readonly text: string
  readonly more?: string
}

export function resultWords(result: DraftPublished): ResultWords {
  const { kind, end } = result
  switch (kind) {
    case 'published': {
      const { stayed = 0, dropped = [], warnings = [] } = end ?? {}
      const isAll = stayed + dropped.length + warnings.length === 0
      const left =
        stayed === 0
          ? ''
          : t(
              '{count, plural, one {# change} other {# changes}} stayed in the draft: see the review.',
              { count: stayed },
            )
      // Which fields, and each warning, is told where it is to be handed over.
      const more = [left, notKeptText(dropped)].filter(Boolean).join(' ')
      const tone = isAll ? 'good' : 'warning'
      return { tone, text: t('Published'), ...(more === '' ? {} : { more }) }
    }
    case 'review-again':
      return {
        tone: 'warning',
        text: t('Changed meanwhile'),
        more: t(
          'What would be sent, or what it does to people, has changed since the plan was made, so ' +
            'nothing more was sent. Read the new plan, then publish again.',
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

export function summaryText(results: readonly DraftPublished[]): string {
  const of = (kinds: readonly DraftPublished['kind'][]) =>
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
