import { t } from '../language/translate'
import { dayText } from '../model/format'
import { textListMember, textMember, type JsonObject } from '../model/json'
import { isoTime } from '../model/times'
import { usedCertificates } from '../saml/certificate-fate'
import { certificateState } from '../saml/certificate-state'
import { readMetadata } from '../saml/metadata'
import { certificatesOf } from '../saml/metadata-change'
import type { IdpMetadata, MetadataCertificate } from '../saml/metadata-types'
import { recogniseCertificates } from '../saml/recognise-certificate'
import { parseAddress, quoted } from './address'
import type { CheckStep } from './report'
import { passed, skipped, warning } from './steps'

/** Fields of SDKs after spec v1.22.79 hold the address at which the metadata is published. */
const addressField = 'idp_metadata_url'

/**
 * Where an identity provider publishes its metadata: where the connection says so, else at its entity ID where that is
 * an address, which is the well-known location of SAML 2.0 (Metadata, 4.1). `undefined` where neither is one over TLS.
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

/** Nothing could be compared. A sign-in does not depend on it. */
export const notPublished = (address: string): CheckStep =>
  skipped(
    'published',
    t('No metadata is published at {address}, so the certificates were compared with nothing.', {
      address: quoted(address),
    }),
  )

/** New ones that are of use: one that has ended is nobody's next certificate. */
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

/** Compares what is published with the metadata of the connection. */
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
 * Compares what is published with what Ory tells of its copy (`valid_to`), where the connection holds an address alone:
 * a certificate with another end is one that Ory has not. `undefined` where Ory tells nothing.
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
