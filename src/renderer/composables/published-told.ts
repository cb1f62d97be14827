import { entityAt } from '../../core/draft/entity-index'
import { entityLabel, type WorkingCopy } from '../../core/draft/working-copy'
import { t } from '../../core/language/translate'
import type { PublishEnd } from '../../core/ipc/publish'
import { textMember, type JsonObject } from '../../core/model/json'
import type { Snapshot } from '../../core/model/snapshot'
import {
  hasMapper,
  keyOfTarget,
  mapperOwners,
  ownerKey,
  type MapperOwner,
} from '../../core/mapper/owners/owners'
import {
  summaryOf,
  type PublishRecord,
  type RecordedChange,
  type RecordedEntity,
} from '../../core/history/publish-history'
import { serverCallback } from '../../core/links/connection-callback'
import { scimServerUrls } from '../../core/links/scim-server'
import { fieldName, valueWords } from '../../core/fields/value-words'
import { organizationNames } from '../../core/draft/entity-index'
import {
  changeLabel,
  kindNames,
  publishedTitle,
  resultSentence,
  whatText,
  whoText,
  whyText,
} from './publish-words'
import { timeText } from './time-words'

export interface DoneLine {
  readonly key: string
  readonly status: RecordedChange['status']
  readonly label: string
  readonly title: string
  /** Kind and edited fields, such as `Connection: Label, Scopes`. */
  readonly words: string
}

/** A created or moved connection or SCIM client that the identity provider must know about. */
export interface HandOver {
  readonly key: string
  readonly label: string
  /** Whether it existed before, with another address. */
  readonly isMoved: boolean
  readonly addressName: string
  readonly address: string | undefined
  /** The former address, to be kept for a while; absent for a new entity. */
  readonly replaced: string | undefined
}

/** What is told of a publish that ended, wherever it ended. */
export interface Told {
  readonly title: string
  /** Such as `1 created, 2 edited`; empty without a record. */
  readonly what: string
  readonly whatAndWhen: string
  readonly done: readonly DoneLine[]
  readonly handOver: readonly HandOver[]
  /** What Ory dropped, changed or warned of, a line each; else one line saying that all was accepted. */
  readonly answer: readonly string[]
  /** Whether the result differs from what was sent. */
  readonly isWarned: boolean
  readonly canRevert: boolean
  /** The whole summary as text to paste, such as into a ticket. */
  readonly text: string
}

export interface StateNow {
  readonly snapshot: Snapshot
  readonly copy: WorkingCopy
}

function doneLines({ changes }: PublishRecord): DoneLine[] {
  return changes.map((change) => {
    const fields = change.status === 'edited' ? change.fields : []
    const names = fields.map(({ field }) => fieldName(field)).join(', ')
    const kind = kindNames[change.target.kind]
    return {
      key: `${change.target.kind} ${change.target.key}`,
      status: change.status,
      label: changeLabel(change),
      title: publishedTitle(change),
      words: names === '' ? kind : `${kind}: ${names}`,
    }
  })
}

/** Fields that determine the address given to an identity provider. */
const addressFields = new Set([
  'id',
  'organization_id',
  'provider',
  'pkce',
  'engine',
  'proxy_oidc_redirect_url',
  'proxy_acs_url',
  'proxy_scim_server_url',
])

/** Whether an identity provider may have to be told of it. */
const mayBeHandedOver = ({ kind, before, after, fields }: RecordedEntity): boolean =>
  hasMapper(kind) &&
  after !== undefined &&
  (before === undefined || fields.some((field) => addressFields.has(field)))

/** Changed method settings, which addresses may depend on. */
const changedSettings = ({ entities }: PublishRecord) =>
  entities.find(({ kind, before, after }) => kind === 'method' && before && after)

/** Whether the summary needs the project's state, which takes time to read. */
export const needsState = (end: PublishEnd, record: PublishRecord): boolean =>
  end.dropped.length > 0 ||
  record.entities.some(mayBeHandedOver) ||
  changedSettings(record) !== undefined

const addressNames = {
  oidc: t('Redirect URL'),
  saml: t('ACS URL'),
  scim: t('SCIM server URL'),
}

/** The address that an identity provider gets for what has these fields. */
function addressIn(
  snapshot: Snapshot,
  protocol: MapperOwner['protocol'],
  fields: JsonObject,
  settings: JsonObject | undefined,
): string | undefined {
  if (protocol === 'scim') {
    const proxied = textMember(fields, 'proxy_scim_server_url') || undefined
    return proxied ?? scimServerUrls(snapshot.summary, textMember(fields, 'client_id') ?? '')[0]
  }
  const callback = serverCallback(snapshot, protocol, fields, settings)
  return callback.kind === 'known' ? callback.url : undefined
}

/** What to hand over after a publish, for entities that still exist. */
function handOverOf(record: PublishRecord, { snapshot, copy }: StateNow): HandOver[] {
  const told = new Map(
    record.entities.filter(mayBeHandedOver).flatMap((entity) => {
      const { kind, before, after } = entity
      return after ? [[keyOfTarget({ kind, key: after.key }), { before, after }] as const] : []
    }),
  )
  const settings = changedSettings(record)
  return mapperOwners(copy).flatMap((owner) => {
    const { target, status, protocol, fields } = owner
    const entity = told.get(ownerKey(owner))
    if (status === 'deleted' || (!entity && !settings)) return []
    const addressOf = (document: JsonObject, of?: JsonObject) =>
      addressIn(snapshot, protocol, document, of)
    const isNew = entity !== undefined && entity.before === undefined
    const [before, after] = [entity?.before?.document ?? fields, entity?.after.document ?? fields]
    const had = isNew ? undefined : addressOf(before, settings?.before?.document)
    if (!isNew && had === addressOf(after, settings?.after?.document)) return []
    return [
      {
        key: ownerKey(owner),
        label: entityLabel(fields, target),
        isMoved: !isNew,
        addressName: addressNames[protocol],
        address: addressOf(fields),
        // A product has one place for a SCIM client's address: it cannot keep the old one.
        replaced: protocol === 'scim' ? undefined : had,
      },
    ]
  })
}

function answerLines(
  { requests, warnings, dropped }: PublishEnd,
  record: PublishRecord | undefined,
  copy: WorkingCopy | undefined,
): string[] {
  const nameOf = ({ target }: PublishEnd['dropped'][number]): string => {
    const entity = copy && entityAt(copy, target)
    if (entity) return entityLabel(entity.fields, target)
    const change = record?.changes.find((item) => item.target.key === target.key)
    return change ? changeLabel(change) : target.key
  }
  const lines = [
    ...dropped.map((item) => {
      const { field, sent, answered } = item
      return t(
        '{name}, {field} was not kept: sent {sent}, answered {answered}. ' +
          'The edit stayed in the draft.',
        {
          name: nameOf(item),
          field: fieldName(field),
          sent: valueWords(field, sent, organizationNames(copy)) ?? t('not set'),
          answered: valueWords(field, answered, organizationNames(copy)) ?? t('not set'),
        },
      )
    }),
    ...warnings.map(({ message }) => t('Warning: {message}', { message })),
  ]
  if (lines.length > 0 || requests === 0) return lines
  return [
    t('{count, plural, one {# request} other {# requests}} accepted, without a warning.', {
      count: requests,
    }),
  ]
}

/** The server's answer, from the record of a publish. */
export const recordedEnd = ({
  id,
  done,
  warnings,
  dropped,
  stayed = 0,
}: PublishRecord): PublishEnd => ({ publishId: id, requests: done, warnings, dropped, stayed })

function titleOf(name: string | undefined, record: PublishRecord | undefined): string {
  const isPart = record !== undefined && record.result !== 'published'
  if (name === undefined) return isPart ? t('Published in part') : t('Published to the project')
  return isPart
    ? t('Published in part to {project}', { project: name })
    : t('Published to {project}', { project: name })
}

const keepWords = (url: string) =>
  t('Add it, and keep {url} until a sign-in with the new one has worked.', { url })

function asText(
  { title, whatAndWhen, done, handOver, answer }: Omit<Told, 'text'>,
  record: PublishRecord | undefined,
): string {
  const part = (name: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', name, ...lines.map((line) => `- ${line}`)]
  const head = record ? `${title}: ${whatAndWhen}. ${resultSentence(record)}` : title
  const said = record ? [whyText(record), whoText(record)] : []
  return [
    ...[head, ...said].filter(Boolean),
    ...part(
      t('What was done'),
      done.map(({ label, title: did, words }) => `${label}: ${did} (${words})`),
    ),
    ...part(
      t('To hand over'),
      handOver.flatMap(({ label, addressName, address, replaced }) => [
        address === undefined ? label : `${label}: ${addressName} ${address}`,
        ...(replaced === undefined ? [] : [`  ${keepWords(replaced)}`]),
      ]),
    ),
    ...part(t('Ory’s answer'), answer),
  ].join('\n')
}

/** Summary of a finished publish for confirmation, history and drafts. @param state absent while unknown; see `needsState` */
export function toldOf(
  end: PublishEnd,
  name: string | undefined,
  record?: PublishRecord,
  state?: StateNow,
): Told {
  const what = record ? whatText(summaryOf(record)) : ''
  const told = {
    title: titleOf(name, record),
    what,
    whatAndWhen: record ? `${what} · ${timeText(record.endedAt)}` : '',
    done: record ? doneLines(record) : [],
    handOver: record && state ? handOverOf(record, state) : [],
    answer: answerLines(end, record, state?.copy),
    isWarned:
      end.warnings.length > 0 ||
      end.dropped.length > 0 ||
      (record !== undefined && record.result !== 'published'),
    canRevert: record !== undefined && record.entities.length > 0,
  }
  return { ...told, text: asText(told, record) }
}
