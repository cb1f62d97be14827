import { t } from '../language/translate'
import { dayText } from '../model/format'
import { usedCertificates } from './certificate-fate'
import { readMetadata, type MetadataCertificate } from './metadata'
import type { IdpMetadata } from './metadata-types'

/** Changes of the certificates that verify sign-ins. */
export interface CertificateChange {
  readonly come: readonly MetadataCertificate[]
  readonly gone: readonly MetadataCertificate[]
  readonly kept: readonly MetadataCertificate[]
}

/** Compares certificates by fingerprint. */
function certificateChange(
  before: readonly MetadataCertificate[],
  after: readonly MetadataCertificate[],
): CertificateChange {
  const [was, is] = [before, after].map(
    (certificates) => new Set(certificates.map(({ fingerprintSha256 }) => fingerprintSha256)),
  )
  return {
    come: after.filter(({ fingerprintSha256 }) => !was?.has(fingerprintSha256)),
    gone: before.filter(({ fingerprintSha256 }) => !is?.has(fingerprintSha256)),
    kept: before.filter(({ fingerprintSha256 }) => is?.has(fingerprintSha256)),
  }
}

/** `old` is absent for new metadata. */
export const certificatesOf = (old: IdpMetadata | undefined, now: IdpMetadata): CertificateChange =>
  certificateChange(
    old ? usedCertificates(old.certificates) : [],
    usedCertificates(now.certificates),
  )

const nameOf = ({ subject }: MetadataCertificate) =>
  /(?:^|, |\+)CN=([^,+]+)/.exec(subject)?.[1] ?? subject

/** Such as `Certificate of NAME, valid to DATE, beside the old one`. */
export function certificateChangeWords({ come, gone, kept }: CertificateChange): string[] {
  const values = (item: MetadataCertificate) => ({
    name: nameOf(item),
    end: dayText(item.notAfter),
  })
  if (come.length === 0) {
    return gone.map((item) => t('Certificate of {name}, valid to {end}, removed', values(item)))
  }
  return come.map((item) => {
    if (gone.length > 0) {
      return t(
        'Certificate of {name}, valid to {end}, in place of {count, plural, one {the old one} other {# old ones}}',
        { ...values(item), count: gone.length },
      )
    }
    return kept.length === 0
      ? t('Certificate of {name}, valid to {end}', values(item))
      : t(
          'Certificate of {name}, valid to {end}, beside {count, plural, one {the old one} other {# old ones}}',
          { ...values(item), count: kept.length },
        )
  })
}

const signOnOf = ({ signOn }: IdpMetadata) =>
  [...new Set(signOn.flatMap(({ isUsed, url }) => (isUsed ? [url] : [])))].join(', ')

/** Describes a changed sign-on address. */
export function signOnWords(old: IdpMetadata, now: IdpMetadata): string[] {
  const [before, after] = [signOnOf(old), signOnOf(now)]
  return before === after ? [] : [t('Sign-in address {before} becomes {after}', { before, after })]
}

/**
 * Describes changes of certificates and sign-on addresses; `before` may be empty. Returns `undefined` if either is
 * unreadable.
 */
export function metadataChangeWords(before: string, after: string): string[] | undefined {
  const [old, now] = [before, after].map((text) => {
    const reading = text === '' ? undefined : readMetadata(text)
    return reading?.ok ? reading.metadata : undefined
  })
  if (!now || (!old && before !== '')) return undefined
  const certificates = certificateChangeWords(certificatesOf(old, now))
  if (!old) return certificates
  const words = [
    ...certificates,
    ...(old.entityId === now.entityId
      ? []
      : [
          t('Identity provider {before} becomes {after}', {
            before: old.entityId,
            after: now.entityId,
          }),
        ]),
    ...signOnWords(old, now),
  ]
  return words.length === 0 ? [t('The same certificates and addresses')] : words
}
