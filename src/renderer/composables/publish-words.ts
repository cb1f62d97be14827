import { entityLabel } from '../../core/draft/working-copy'
import { t } from '../../core/language/translate'
import type {
  PublishRecord,
  PublishSummary,
  RecordedChange,
} from '../../core/history/publish-history'

/** Label of a published change. The record has method settings in the language of that time, so they are named again. */
export const changeLabel = ({ target, label }: Pick<RecordedChange, 'target' | 'label'>): string =>
  target.kind === 'method' ? entityLabel({}, target) : label

/** What a publish did, such as `2 created, 1 edited`. */
export function whatText({ created, edited, deleted, stayed = 0 }: PublishSummary): string {
  const parts = [
    ...(created === 0 ? [] : [t('{count} created', { count: created })]),
    ...(edited === 0 ? [] : [t('{count} edited', { count: edited })]),
    ...(deleted === 0 ? [] : [t('{count} deleted', { count: deleted })]),
  ]
  if (parts.length === 0) parts.push(t('Nothing was changed'))
  if (stayed > 0) parts.push(t('{count} stayed in the draft', { count: stayed }))
  return parts.join(', ')
}

type Ended = Pick<PublishRecord, 'result' | 'done' | 'steps' | 'changes' | 'dropped' | 'stayed'>

/** What the server did not keep; empty if it kept everything. */
export const notKeptText = (dropped: readonly unknown[]): string =>
  dropped.length === 0
    ? ''
    : t(
        'Ory did not keep {count, plural, one {# field, which stays} other {# fields, which stay}} ' +
          'in the draft.',
        { count: dropped.length },
      )

function publishedSentence({ changes, dropped, stayed }: Ended): string {
  const lost = notKeptText(dropped)
  const done = () => {
    if (stayed === undefined) return t('It was published.')
    if (stayed === 0) return lost === '' ? t('Everything was published.') : t('It was published.')
    const counts = { done: changes.length, all: changes.length + stayed, stayed }
    return t(
      '{done, plural, one {{done} of {all} changes was} other {{done} of {all} changes were}} published. ' +
        '{stayed, plural, one {# change} other {# changes}} stayed in the draft.',
      counts,
    )
  }
  return [done(), lost].filter(Boolean).join(' ')
}

export function resultSentence(ended: Ended): string {
  const { result, done, steps } = ended
  switch (result) {
    case 'published':
      return publishedSentence(ended)
    case 'stopped':
      return t(
        'It stopped: {done, plural, one {{done} of {steps} requests was done} ' +
          'other {{done} of {steps} requests were done}}. The rest stayed in the draft.',
        { done, steps },
      )
    case 'moved':
      return t(
        'The project changed meanwhile: ' +
          '{done, plural, one {{done} of {steps} requests was done} ' +
          'other {{done} of {steps} requests were done}}. The rest had to be reviewed again.',
        { done, steps },
      )
    case 'interrupted':
      return t(
        'The app was closed meanwhile: ' +
          '{done, plural, one {{done} of {steps} requests was done} ' +
          'other {{done} of {steps} requests were done}}, as far as is known.',
        { done, steps },
      )
  }
}

/** Who published, if recorded, and with which workspace's key. */
export function whoText({ by, workspace }: Pick<PublishSummary, 'by' | 'workspace'>): string {
  const { name, keyHint: hint } = workspace
  if (by === undefined) {
    return hint === undefined ? name : t('{workspace}, key …{hint}', { workspace: name, hint })
  }
  return hint === undefined
    ? t('by {name}, {workspace}', { name: by, workspace: name })
    : t('by {name}, key …{hint} of {workspace}', { name: by, hint, workspace: name })
}

/** Reason of a publish, such as `Globex goes live (CHG-4711)`; may be empty. */
export function whyText({ why }: Pick<PublishSummary, 'why'>): string {
  const { summary = '', ticket = '' } = why ?? {}
  if (ticket === '') return summary
  return summary === '' ? ticket : t('{summary} ({ticket})', { summary, ticket })
}

/** What an entity is called by its kind. */
export const kindNames = {
  organization: t('Organization'),
  connection: t('Connection'),
  'scim-client': t('SCIM client'),
  method: t('Settings'),
} as const
const titles = {
  organization: {
    new: t('Organization created'),
    edited: t('Organization edited'),
    deleted: t('Organization deleted'),
  },
  connection: {
    new: t('Connection created'),
    edited: t('Connection edited'),
    deleted: t('Connection deleted'),
  },
  'scim-client': {
    new: t('SCIM client created'),
    edited: t('SCIM client edited'),
    deleted: t('SCIM client deleted'),
  },
  method: {
    new: t('Settings created'),
    edited: t('Settings edited'),
    deleted: t('Settings deleted'),
  },
} as const

export function publishedTitle({ target, status }: RecordedChange): string {
  return titles[target.kind][status]
}
