import { sameField } from '../intents/field-values'
import { t } from '../language/translate'
import { textMember } from '../model/json'
import type { SetUp, SetUpConnection } from '../model/set-up'
import { certificateState, certificateWords } from '../saml/certificate-state'
import { readMetadata, type MetadataCertificate } from '../saml/metadata'
import {
  certificateChangeWords,
  certificatesOf,
  signOnWords,
  type CertificateChange,
} from '../saml/metadata-change'
import type { IdpMetadata } from '../saml/metadata-types'
import { metadataForm, metadataText } from '../saml/metadata-value'
import { changedConnections, type ConnectionPair } from './connections'
import type { ImpactKind, ImpactLine } from './line'
import { connectionName, linking } from './way-words'

/** Text of stored metadata by address; `undefined` if unavailable. */
export type TextAt = (address: string) => string | undefined

const field = 'raw_idp_metadata_xml'
const valueOf = (connection: SetUpConnection | undefined) =>
  textMember(connection?.fields ?? {}, field) ?? ''

/** Whether an existing connection's metadata changes. */
function changesMetadata(pair: ConnectionPair): pair is Required<ConnectionPair> {
  const [was, is] = [valueOf(pair.before), valueOf(pair.after)]
  if (!pair.before || pair.after?.protocol !== 'saml' || is === '') return false
  return !sameField(field, was, is)
}

/** `undefined` if unavailable or unreadable. */
function metadataIn(connection: SetUpConnection, textAt: TextAt): IdpMetadata | undefined {
  const value = valueOf(connection)
  const text = metadataText(value) ?? textAt(value)
  const reading = text === undefined ? undefined : readMetadata(text)
  return reading?.ok ? reading.metadata : undefined
}

const saidOf = (connection: string, words: readonly string[]) =>
  t('{connection}: {what}.', { connection, what: words.join('; ') })

/** Describes metadata that cannot be compared. */
function uncomparedWords(connection: string, now: IdpMetadata | undefined): string {
  const certificates = now ? certificateChangeWords(certificatesOf(undefined, now)) : []
  if (certificates.length === 0) {
    return t(
      'The metadata of {connection} is replaced. Sign-ins fail if the new one is not of the identity provider that people use.',
      { connection },
    )
  }
  const warning = t(
    'Sign-ins fail if the new metadata is not of the identity provider that people use.',
  )
  return `${saidOf(connection, certificates)} ${warning}`
}

const shown = (items: readonly MetadataCertificate[], nowIso: string) =>
  items.map((item) => `${item.subject}: ${certificateWords(item, nowIso)}`).join('; ')

/** Added certificates need only a sentence; removed ones show both sides. */
function certificateLine(
  of: Pick<ImpactLine, 'subject' | 'place'>,
  change: CertificateChange,
  nowIso: string,
): Omit<ImpactLine, 'id'> {
  const { come, gone, kept } = change
  const words = saidOf(of.subject, certificateChangeWords(change))
  if (gone.length === 0) return { ...of, kind: 'certificate-new', words }
  const isExpired = [...come, ...kept].every((item) => certificateState(item, nowIso) === 'expired')
  return {
    ...of,
    kind: 'certificate',
    words: isExpired ? `${words} ${t('All remaining certificates have expired.')}` : words,
    before: shown(gone, nowIso),
    ...(come.length > 0 ? { after: shown(come, nowIso) } : {}),
  }
}

/** Lines from the certificates and addresses of both. */
function comparedLines(
  { key, after: connection }: Required<ConnectionPair>,
  old: IdpMetadata,
  now: IdpMetadata,
  nowIso: string,
): ImpactLine[] {
  const subject = connectionName(connection)
  const of = { subject, place: { kind: 'connection', key } } as const
  const lines: ImpactLine[] = []
  const addresses = signOnWords(old, now)
  if (old.entityId !== now.entityId) {
    const words = t('People who use {connection} sign in at another identity provider.', {
      connection: subject,
    })
    const [before, after] = [old.entityId, now.entityId]
    const kind = 'other-provider'
    lines.push({ ...of, id: `provider ${key}`, kind, words: `${words} ${linking}`, before, after })
  } else if (addresses.length > 0) {
    const words = saidOf(subject, addresses)
    lines.push({ ...of, id: `metadata ${key}`, kind: 'metadata', words })
  }
  const change = certificatesOf(old, now)
  if (change.come.length + change.gone.length > 0) {
    lines.push({ id: `certificate ${key}`, ...certificateLine(of, change, nowIso) })
  }
  return lines
}

/** Effects of an existing connection's new metadata. */
export function metadataLines(pair: ConnectionPair, textAt: TextAt, nowIso: string): ImpactLine[] {
  if (!changesMetadata(pair)) return []
  const { key, before, after } = pair
  const [old, now] = [metadataIn(before, textAt), metadataIn(after, textAt)]
  if (old && now) return comparedLines(pair, old, now, nowIso)
  const subject = connectionName(after)
  const words = uncomparedWords(subject, now)
  const place = { kind: 'connection', key } as const
  return [{ id: `metadata ${key}`, kind: 'metadata', subject, words, place }]
}

/** Kinds that `metadataLines` returns. */
const metadataKinds: ReadonlySet<ImpactKind> = new Set([
  'other-provider',
  'certificate',
  'certificate-new',
  'metadata',
])

const metadataPairs = (before: SetUp, after: SetUp) =>
  changedConnections(before, after).filter(changesMetadata)

/** Distinct storage addresses whose text would add detail. */
export function metadataToRead(before: SetUp, after: SetUp): string[] {
  const values = metadataPairs(before, after).flatMap((pair) => [
    valueOf(pair.before),
    valueOf(pair.after),
  ])
  return [...new Set(values)].filter((value) => metadataForm(value) === 'stored')
}

/** Rebuilds the lines about metadata, in slices. */
export function* retellingMetadata(
  {
    before,
    after,
    lines,
  }: {
    readonly before: SetUp
    readonly after: SetUp
    readonly lines: readonly ImpactLine[]
  },
  textAt: TextAt,
  nowIso: string,
): Generator<void, ImpactLine[]> {
  const pairs = metadataPairs(before, after)
  const keys = new Set(pairs.map(({ key }) => key))
  const isOld = ({ kind, place }: ImpactLine) =>
    metadataKinds.has(kind) && place !== undefined && keys.has(place.key)
  const told = lines.filter((line) => !isOld(line))
  for (const pair of pairs) {
    yield
    told.push(...metadataLines(pair, textAt, nowIso))
  }
  return told
}
