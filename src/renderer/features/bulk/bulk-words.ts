import { numberText } from '../../../core/model/format'
import { leftOutReasons, type LeftOutReason } from '../../../core/bulk/wanted'
import type { BulkApplied, BulkPublished, BulkPublishPlan } from '../../../core/ipc/bulk'
import { counted } from '../../../core/model/counted'
import { errorNote } from '../../components/error-texts'
import type { BulkKind } from './choosing'
import type { OperationKind } from './changing'

export const kindWords: Readonly<Record<BulkKind, { one: string; many: string }>> = {
  connection: { one: 'connection', many: 'Connections' },
  organization: { one: 'organization', many: 'Organizations' },
}

export const operationWords: Readonly<Record<OperationKind, string>> = {
  scope: 'Scopes',
  mapper: 'Mapper',
  pkce: 'PKCE',
  'session-lifespan': 'Session lifespan',
  domains: 'Domains from a table',
}

export const reasonWords: Readonly<Record<LeftOutReason, string>> = {
  unchanged: 'unchanged',
  'draft-edit': 'draft differs',
  conflict: 'conflict',
  problem: 'problem',
  'not-taken': 'no such field',
  unclear: 'unclear',
  gone: 'gone',
  'read-only': 'read-only',
}

/** How many are left out, by reason. */
export function leftOutText(reasons: Partial<Record<LeftOutReason, number>>): string {
  return leftOutReasons
    .flatMap((reason) => {
      const count = reasons[reason] ?? 0
      return count === 0 ? [] : [`${numberText(count)} ${reasonWords[reason]}`]
    })
    .join(', ')
}

/** What was put into one draft. */
export function appliedText({ applied, moved, error }: BulkApplied, kind: BulkKind): string {
  if (error) return `Nothing was applied: ${error.message}`
  const { one } = kindWords[kind]
  const done =
    applied === 0
      ? 'Nothing was applied'
      : `${counted(applied, one)} changed in the draft, as one step to undo`
  const left =
    moved === 0 ? '' : `; ${counted(moved, one)} left out, since it changed after the preview`
  return `${done}${left}`
}

/** What a publish of a project sends. */
export function planWords({ changes, heldBack, requests, impact }: BulkPublishPlan): string {
  if (requests === 0) {
    return heldBack > 0
      ? `${counted(heldBack, 'change')} held back: see the review`
      : 'Nothing to publish'
  }
  const held = heldBack === 0 ? '' : `, ${heldBack} held back`
  return `${counted(changes, 'change')}${held}, ${counted(requests, 'request')}. ${impact}`
}

export interface ResultWords {
  readonly tone: 'good' | 'danger' | 'warning' | 'neutral'
  readonly text: string
  /** What happened, what is safe, what to do. */
  readonly more?: string
}

/** How a project's publish ended. */
export function resultWords(result: BulkPublished): ResultWords {
  const { kind, requests, dropped, warnings, error } = result
  const note = error ? errorNote(error) : undefined
  const why = [note?.title, note?.detail, note?.todo, note?.safe].filter(Boolean).join('. ')
  switch (kind) {
    case 'published': {
      const kept = dropped === 0 ? '' : `${counted(dropped, 'field')} not kept by the server`
      const more = [kept, ...warnings].filter(Boolean).join('. ')
      const tone = more === '' ? 'good' : 'warning'
      return { tone, text: 'Published', ...(more === '' ? {} : { more }) }
    }
    case 'review-again':
      return {
        tone: 'warning',
        text: 'Changed meanwhile',
        more: 'Something else would be sent by now, so nothing was. Read the new plan, then publish again.',
      }
    case 'stopped':
      return {
        tone: 'danger',
        text: 'Stopped',
        more: `${requests === 0 ? 'Nothing was changed' : `${counted(requests, 'request')} took effect`}; the rest is still in the draft. ${why}`,
      }
    case 'failed':
      return { tone: 'danger', text: 'Failed', more: why }
    case 'skipped':
      return { tone: 'neutral', text: 'Not published' }
  }
}

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
    `${counted(done, 'project')} published`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(left > 0 ? [`${left} not published`] : []),
  ]
  const safe = failed + left > 0 ? ' What was not published is still in its draft.' : ''
  return `${parts.join(', ')}.${safe}`
}
