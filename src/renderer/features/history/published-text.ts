import { entityLabel, type WorkingCopy } from '../../../core/draft/working-copy'
import { textMember } from '../../../core/model/json'
import { counted } from '../../../core/model/counted'
import type { Snapshot } from '../../../core/model/snapshot'
import type { PublishRecord, RecordedChange } from '../../../core/publish/publish-history'
import { callbackOf } from '../../../core/urls/connection-callback'
import { fieldName, valueText } from '../../composables/field-words'
import type { PublishedHere } from '../../project/place'
import { kindNames, publishedTitle } from './history-words'

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
  readonly addressName: 'Redirect URL' | 'ACS URL'
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
        addressName: protocol === 'saml' ? 'ACS URL' : 'Redirect URL',
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
      const [was, is] = [sent, answered].map((value) => valueText(copy, field, value) ?? 'not set')
      return `${label}, ${fieldName(field)} was not kept: sent ${was}, answered ${is}. The edit stays in the draft.`
    }),
    ...warnings.map(({ message }) => `Warning: ${message}`),
  ]
  const taken = `${counted(requests, 'request')} accepted`
  return lines.length > 0 ? lines : [`${taken}, without a warning.`]
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
      'What was done',
      done.map(({ label, title, words }) => `${label}: ${title} (${words})`),
    ),
    ...part(
      'New connections',
      made.map(({ label, addressName, address }) =>
        address === undefined ? label : `${label}: ${addressName} ${address}`,
      ),
    ),
    ...part('Ory’s answer', answer),
  ].join('\n')
}
