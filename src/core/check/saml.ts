import { t } from '../language/translate'
import { dayText } from '../model/format'
import { fateWords, usedCertificates } from '../saml/certificate-fate'
import { certificateState, certificateWords } from '../saml/certificate-state'
import type { IdpMetadata, MetadataCertificate, MetadataReading } from '../saml/metadata-types'
import { isoTime, milliseconds } from '../model/times'
import { parseAddress, quoted } from './address'
import { type CheckStep, failed, passed, skipped, warning } from './report'
import { type JsonObject, textListMember, textMember } from '../model/json'
import { readMetadata } from '../saml/metadata'
import { certificatesOf } from '../saml/metadata-change'
import { recogniseCertificates } from '../saml/recognise-certificate'

/** SDKs after spec v1.22.79 have the published metadata's address here. */
const addressField = 'idp_metadata_url'

/**
 * Published metadata address: the connection's, or else its entity ID (SAML 2.0 Metadata, 4.1); `undefined` if
 * neither is https.
 */
export function publishedAddress(
  fields: JsonObject,
  { entityId }: IdpMetadata,
): string | undefined {
  const said = textMember(fields, addressField) ?? ''
  const address = said === '' ? entityId : said
  const parts = parseAddress(address)
  return parts?.scheme === 'https' && !parts.hasUserInfo ? address : undefined
}

/** Nothing to compare; sign-ins do not depend on it. */
export const notPublished = (address: string): CheckStep =>
  skipped(
    'published',
    t('No metadata is published at {address}, so the certificates were compared with nothing.', {
      address: quoted(address),
    }),
  )

/** Expired certificates are nobody's next ones. */
const usable = (certificates: readonly MetadataCertificate[], nowIso: string) =>
  certificates.filter((each) => certificateState(each, nowIso) !== 'expired')

function stepOf(xml: string, come: readonly MetadataCertificate[]): CheckStep {
  if (come.length === 0) {
    return passed('published', t('The published metadata has no other certificate.'))
  }
  const found = recogniseCertificates(xml)
  const wanted = new Set(come.map(({ fingerprintSha256 }) => fingerprintSha256))
  const certificates = (found.ok ? found.certificates : [])
    .filter(({ fingerprintSha256 }) => wanted.has(fingerprintSha256))
    .map(({ base64, notAfter }) => ({ base64, notAfter }))
  const list = come.map(({ subject, notAfter }) =>
    t('{subject}, valid until {end}', { subject, end: dayText(notAfter) }),
  )
  return warning(
    'published',
    t(
      '{count, plural, one {A certificate is published that the connection has not} other {# certificates are published that the connection has not}}: {list}.',
      { count: come.length, list: list.join('; ') },
    ),
    {
      remedy: t(
        'Add it beside the one that the connection has, before the identity provider signs with it.',
      ),
      certificates,
    },
  )
}

/** Compares published metadata with the connection's. */
export function publishedStep(
  stored: IdpMetadata,
  published: { readonly address: string; readonly xml: string },
  nowIso: string,
): CheckStep {
  const reading = readMetadata(published.xml)
  if (!reading.ok) return notPublished(published.address)
  const { metadata } = reading
  if (metadata.entityId !== stored.entityId) {
    const text = t('{address} has the metadata of another identity provider: {entity}.', {
      address: quoted(published.address),
      entity: quoted(metadata.entityId),
    })
    return skipped('published', text)
  }
  return stepOf(published.xml, usable(certificatesOf(stored, metadata).come, nowIso))
}

/**
 * Compares the published certificates' expiry with Ory's `valid_to`, for a connection with only an address;
 * `undefined` if Ory returns none.
 */
export function publishedSinceStep(
  fields: JsonObject,
  published: { readonly metadata: IdpMetadata; readonly xml: string },
  nowIso: string,
): CheckStep | undefined {
  const told = new Set(textListMember(fields, 'valid_to').flatMap((text) => isoTime(text) ?? []))
  if (told.size === 0) return undefined
  const come = usedCertificates(published.metadata.certificates).filter(
    ({ notAfter }) => !told.has(isoTime(notAfter) ?? ''),
  )
  return stepOf(published.xml, usable(come, nowIso))
}

const asSentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

/** Compares `nowIso` with the document's validity. */
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

/** Certificates with dates and use, used ones first. */
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
 * Ory verifies with the key and ignores dates, so an expired certificate stops nobody there; the identity provider
 * may still refuse it.
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
