import { t } from '../language/translate'
import { dayText } from '../model/format'
import { fateWords, usedCertificates } from '../saml/certificate-fate'
import { certificateState, certificateWords } from '../saml/certificate-state'
import type { IdpMetadata, MetadataCertificate, MetadataReading } from '../saml/metadata-types'
import { milliseconds } from '../model/times'
import { quoted } from './address'
import type { CheckStep } from './report'
import { failed, passed, warning } from './steps'

const asSentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

/** @param nowIso compared with the time until which the document says it is valid. */
export function metadataStep(reading: MetadataReading, nowIso: string): CheckStep {
  if (!reading.ok) {
    const remedy = reading.problem.offers
      ? t(
          'Paste the metadata itself into the connection: the EntityDescriptor alone is offered there.',
        )
      : t('Get the metadata from the identity provider again, as the file it gives.')
    return failed('metadata', asSentence(reading.problem.message), { remedy })
  }
  const { entityId, validUntil, warnings } = reading.metadata
  const named = t('It is the metadata of {entity}.', { entity: quoted(entityId) })
  if (validUntil !== undefined && milliseconds(validUntil) < milliseconds(nowIso)) {
    const remedy = t('Get the current metadata from the identity provider.')
    const until = t('It says that it was valid until {day}.', { day: dayText(validUntil) })
    const text = `${named} ${until}`
    return warning('metadata', text, { remedy })
  }
  const first = warnings[0]
  return first === undefined
    ? passed('metadata', named)
    : warning('metadata', `${named} ${warnings.map(asSentence).join(' ')}`)
}

const isUsable = (certificate: MetadataCertificate, nowIso: string) =>
  ['valid', 'expires-soon'].includes(certificateState(certificate, nowIso))

/** Each certificate with its dates and whether Ory uses it; those in use come first. */
function certificateList({ certificates, unread }: IdpMetadata, nowIso: string): string {
  const isUsed = ({ fate }: MetadataCertificate) => fate === 'used'
  const inOrder = [...certificates.filter(isUsed), ...certificates.filter((each) => !isUsed(each))]
  return [
    ...inOrder.map(
      (each) => `${each.subject}: ${certificateWords(each, nowIso)}. ${fateWords(each.fate)}.`,
    ),
    ...unread.map(
      ({ number, message, fate }) =>
        `${t('Certificate {number} {problem}', { number, problem: message })}. ${fateWords(fate)}.`,
    ),
  ].join(' ')
}

/**
 * Ory verifies sign-ins with a certificate's key and does not compare its dates, so an expired
 * certificate stops nobody at Ory. The identity provider itself may still refuse it.
 */
export function certificatesStep(metadata: IdpMetadata, nowIso: string): CheckStep {
  const used = usedCertificates(metadata.certificates)
  const words = certificateList(metadata, nowIso)
  if (used.length === 0) {
    const remedy = t('Get metadata with a signing certificate from the identity provider.')
    return failed('certificates', `${t('There is no certificate for signing.')} ${words}`.trim(), {
      remedy,
    })
  }
  const usable = used.filter((certificate) => isUsable(certificate, nowIso))
  if (usable.length === 0) {
    const remedy = t('Get metadata with a valid signing certificate from the identity provider.')
    const none = t(
      'No signing certificate is valid now; Ory does not look at the date, so members still sign in.',
    )
    const text = `${none} ${words}`
    return warning('certificates', text, { remedy })
  }
  if (usable.length < used.length) {
    const remedy = t('Read the metadata again once the identity provider has removed the old one.')
    return warning('certificates', words, { remedy })
  }
  const lasting = used.some((certificate) => certificateState(certificate, nowIso) === 'valid')
  if (lasting) return passed('certificates', words)
  const remedy = t('Ask the identity provider for metadata with the next certificate in it.')
  return warning('certificates', words, { remedy })
}
