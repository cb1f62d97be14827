import { certificateState, certificateWords } from '../saml/certificate-state'
import type { IdpMetadata, MetadataCertificate, MetadataReading } from '../saml/metadata-types'
import { milliseconds } from '../model/times'
import { quoted } from './address'
import type { CheckStep } from './report'
import { failed, passed, warning } from './steps'

const asSentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

/** @param nowIso for the time until which the document itself is valid. */
export function metadataStep(reading: MetadataReading, nowIso: string): CheckStep {
  if (!reading.ok) {
    const remedy = 'Get the metadata from the identity provider again, as the file it gives.'
    return failed('metadata', asSentence(reading.problem.message), { remedy })
  }
  const { entityId, validUntil, warnings } = reading.metadata
  const named = `It is the metadata of ${quoted(entityId)}.`
  if (validUntil !== undefined && milliseconds(validUntil) < milliseconds(nowIso)) {
    const remedy = 'Get the present metadata from the identity provider.'
    const text = `${named} It says that it was valid until ${validUntil.slice(0, 10)}.`
    return warning('metadata', text, { remedy })
  }
  const first = warnings[0]
  return first === undefined
    ? passed('metadata', named)
    : warning('metadata', `${named} ${warnings.map(asSentence).join(' ')}`)
}

const isUsable = (certificate: MetadataCertificate, nowIso: string) =>
  ['valid', 'expires-soon'].includes(certificateState(certificate, nowIso))

/** Ory can verify a sign-in while one signing certificate holds. */
export function certificatesStep(metadata: IdpMetadata, nowIso: string): CheckStep {
  const signing = metadata.certificates.filter(({ use }) => use !== 'encryption')
  const words = signing
    .map((certificate) => `${certificate.subject}: ${certificateWords(certificate, nowIso)}.`)
    .join(' ')
  const usable = signing.filter((certificate) => isUsable(certificate, nowIso))
  if (usable.length === 0) {
    const remedy = 'Get metadata with a present signing certificate from the identity provider.'
    const text = `No signing certificate is valid now. ${words}`.trim()
    return failed('certificates', text, { remedy })
  }
  if (usable.length < signing.length) {
    const remedy = 'Take the metadata anew once the identity provider leaves the old one out.'
    return warning('certificates', words, { remedy })
  }
  const lasting = signing.some((certificate) => certificateState(certificate, nowIso) === 'valid')
  if (lasting) return passed('certificates', words)
  const remedy = 'Ask the identity provider for metadata with the next certificate in it.'
  return warning('certificates', words, { remedy })
}
