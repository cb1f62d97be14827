import { t } from '../language/translate'
import { textMember } from '../model/json-value'
import { usedCertificates } from '../saml/certificate-fate'
import { certificateState, certificateWords } from '../saml/certificate-state'
import { readMetadata, type MetadataCertificate } from '../saml/metadata'
import { certificateChange } from '../saml/metadata-change'
import { metadataText } from '../saml/metadata-value'
import type { SetUpConnection } from '../model/set-up'
import type { ConnectionPair } from './connections'
import type { ImpactLine } from './line'
import { connectionName, listed } from './way-words'

/** The text behind the address of stored metadata; `undefined` where it is not at hand. */
export type TextAt = (address: string) => string | undefined

/** Certificates that sign-ins are verified with; `undefined` where the metadata is not at hand or unread. */
function certificatesOf(
  connection: SetUpConnection,
  textAt: TextAt,
): readonly MetadataCertificate[] | undefined {
  const value = textMember(connection.fields, 'raw_idp_metadata_xml') ?? ''
  const text = metadataText(value) ?? textAt(value)
  if (text === undefined) return undefined
  const reading = readMetadata(text)
  return reading.ok ? usedCertificates(reading.metadata.certificates) : undefined
}

const shown = ({ subject }: MetadataCertificate, when: string) => `${subject}: ${when}`

/**
 * Certificates with which sign-ins of a connection are verified and no more will be, with the time that
 * each would have had left; and where only expired ones are left.
 */
export function certificateLines(
  { key, before, after }: ConnectionPair,
  textAt: TextAt,
  nowIso: string,
): ImpactLine[] {
  if (!before || !after || before.protocol !== 'saml') return []
  const [was, is] = [before, after].map(({ fields }) => fields['raw_idp_metadata_xml'])
  if (was === is) return []
  const [old, now] = [certificatesOf(before, textAt), certificatesOf(after, textAt)]
  if (!old || !now) return []
  const { come, gone } = certificateChange(old, now)
  if (gone.length === 0) return []
  const name = connectionName(after)
  const isExpired = now.every((item) => certificateState(item, nowIso) === 'expired')
  const goes = t(
    'Sign-ins by {connection} are not verified with every certificate that they are now: {certificates} {count, plural, one {goes} other {go}}.',
    {
      connection: name,
      certificates: listed(gone.map(({ subject }) => subject)),
      count: gone.length,
    },
  )
  return [
    {
      id: `certificate ${key}`,
      kind: 'certificate',
      subject: name,
      words: isExpired ? `${goes} ${t('All that are left have expired.')}` : goes,
      before: gone.map((item) => shown(item, certificateWords(item, nowIso))).join('; '),
      ...(come.length > 0
        ? { after: come.map((item) => shown(item, certificateWords(item, nowIso))).join('; ') }
        : {}),
      place: { kind: 'connection', key },
    },
  ]
}
