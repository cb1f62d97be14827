import { entityLabel, type WorkingCopy } from '../../../core/draft/working-copy'
import { textMember } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import type { PublishRecord, RecordedChange } from '../../../core/history/publish-history'
import { callbackOf } from '../../../core/links/connection-callback'
import { fieldName, valueText } from '../../composables/field-words'
import type { PublishedHere } from '../../project/place'
import { kindNames, publishedTitle } from './history-words'
import { t } from '../../../core/language/translate'

/** One organization, connection or setting that a publish changed. */
export interface DoneLine {
  readonly key: string
  readonly status: RecordedChange['status']
  readonly label: string
  /** Such as `Connection edited`. */
  readonly title: string
  /** What it is and which fields were edited, such as `Connection: Label, Scopes`. */
  readonly words: string
}

/** What a publish did, an entity a line. */
export function doneLines({ changes }: Pick<PublishRecord, 'changes'>): DoneLine[] {
  return changes.map((change) => {
    const fields = change.status === 'edited' ? change.fields : []
    const names = fields.map(({ field }) => fieldName(field)).join(', ')
    const kind = kindNames[change.target.kind]
    return {
      key: `${change.target.kind} ${change.target.key}`,
      status: change.status,
      label: change.label,
      title: publishedTitle(change),
      words: names === '' ? kind : `${kind}: ${names}`,
    }
  })
}

/** A connection that a publish created, with what its identity provider has to be told. */
export interface NewConnection {
  readonly key: string
  readonly label: string
  readonly organization: string | undefined
  /** `Redirect URL` or `ACS URL`. */
  readonly addressName: string
  /** Absent where it is not known. */
  readonly address: string | undefined
}

/** The connections that a publish created and that are still there. */
export function newConnections(
  { entities }: Pick<PublishRecord, 'entities'>,
  snapshot: Snapshot,
  copy: WorkingCopy,
): NewConnection[] {
  const made = new Set(
    entities.flatMap(({ kind, before, after }) =>
      kind === 'connection' && !before && after ? [after.key] : [],
    ),
  )
  return copy.connections
    .filter(({ target, status }) => made.has(target.key) && status !== 'deleted')
    .map(({ target, protocol, fields }) => {
      const callback = callbackOf(snapshot, protocol, fields)
      return {
        key: target.key,
        label: entityLabel(fields, target),
        organization: textMember(fields, 'organization_id') || undefined,
        addressName: protocol === 'saml' ? t('ACS URL') : t('Redirect URL'),
        address: callback.kind === 'known' ? callback.url : undefined,
      }
    })
}

/** What the server said of a publish, a line each; one line that it said nothing where it did not. */
export function answerLines(
  { requests, warnings, dropped }: Omit<PublishedHere, 'publishId'>,
  copy: WorkingCopy,
): string[] {
  const lines = [
    ...dropped.map(({ target, field, sent, answered }) => {
      const list = target.kind === 'organization' ? copy.organizations : copy.connections
      const entity = list.find((item) => item.target.key === target.key)
      const label = entity ? entityLabel(entity.fields, target) : target.key
      return t(
        '{name}, {field} was not kept: sent {sent}, answered {answered}. ' +
          'The edit stays in the draft.',
        {
          name: label,
          field: fieldName(field),
          sent: valueText(copy, field, sent) ?? t('not set'),
          answered: valueText(copy, field, answered) ?? t('not set'),
        },
      )
    }),
    ...warnings.map(({ message }) => t('Warning: {message}', { message })),
  ]
  if (lines.length > 0) return lines
  return [
    t('{count, plural, one {# request} other {# requests}} accepted, without a warning.', {
      count: requests,
    }),
  ]
}

/** All of it as a text to paste, as into a ticket. */
export function publishedText(
  title: string,
  done: readonly DoneLine[],
  made: readonly NewConnection[],
  answer: readonly string[],
): string {
  const part = (name: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', name, ...lines.map((line) => `- ${line}`)]
  return [
    title,
    ...part(
      t('What was done'),
      done.map(({ label, title, words }) => `${label}: ${title} (${words})`),
    ),
    ...part(
      t('New connections'),
      made.map(({ label, addressName, address }) =>
        address === undefined ? label : `${label}: ${addressName} ${address}`,
      ),
    ),
    ...part(t('Ory’s answer'), answer),
  ].join('\n')
}
