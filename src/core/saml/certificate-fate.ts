import { t } from '../language/translate'
import type { CertificateFate, MetadataCertificate, UnreadCertificate } from './metadata-types'

const words: Readonly<Record<CertificateFate, string>> = {
  used: t('Ory verifies sign-ins with it'),
  encryption: t('Not used: its key is for encryption'),
  further: t('Not used: Ory takes the first certificate of each KeyDescriptor'),
  unmarked: t('Not used: its key is not marked for signing, and another is'),
}

/** Such as `Not used: its key is for encryption`. */
export function fateWords(fate: CertificateFate): string {
  return words[fate]
}

/** Certificates that Ory verifies sign-ins with. */
export function usedCertificates(
  certificates: readonly MetadataCertificate[],
): MetadataCertificate[] {
  return certificates.filter(({ fate }) => fate === 'used')
}

/** Warnings about unused certificates, except those for encryption. */
export function unusedWarnings(
  certificates: readonly MetadataCertificate[],
  unread: readonly UnreadCertificate[],
): string[] {
  const named = [
    ...certificates.map(({ fate, subject }) => ({ fate, name: subject })),
    ...unread.map(({ fate, number }) => ({ fate, name: t('Certificate {number}', { number }) })),
  ]
  return (['further', 'unmarked'] as const).flatMap((fate) => {
    const names = named.filter((each) => each.fate === fate).map(({ name }) => name)
    return names.length === 0 ? [] : [`${fateWords(fate)} (${names.join('; ')})`]
  })
}
