import { t } from '../language/translate'
import { readCertificate } from './certificate'
import type {
  CertificateFate,
  CertificateUse,
  MetadataCertificate,
  MetadataProblem,
  UnreadCertificate,
} from './metadata-types'
import type { ParsedCertificate, ParsedKey } from './metadata-walk'

/** Limits the decoding; a key rollover needs only a few. */
const maximumCertificates = 100

type Certificates =
  | {
      readonly ok: true
      readonly certificates: MetadataCertificate[]
      readonly unread: UnreadCertificate[]
    }
  | { readonly ok: false; readonly problem: MetadataProblem }

function certificateUse(use: string): CertificateUse {
  return use === 'signing' || use === 'encryption' ? use : 'both'
}

/** Ory's reader ignores an element without text. */
export const isRead = ({ isFirst, text }: ParsedCertificate) => isFirst && text !== ''
const hasRead = ({ certificates }: ParsedKey) => certificates.some(isRead)

/**
 * Keys that verify sign-ins: those marked for signing or, without a certificate there, all others, even for
 * encryption.
 */
export function usedKeys(keys: readonly ParsedKey[]): ReadonlySet<ParsedKey> {
  const signing = keys.filter((key) => key.use === 'signing' && hasRead(key))
  return new Set(signing.length > 0 ? signing : keys.filter(hasRead))
}

/** Why no sign-in could be verified, by Ory's documentation and reader. */
export function keyProblem(keys: readonly ParsedKey[]): MetadataProblem | undefined {
  const signing = keys.filter(({ use }) => use !== 'encryption')
  if (signing.length === 0) {
    return {
      message: t(
        'The IDPSSODescriptor has no signing KeyDescriptor, so no answer could be verified. Ask the ' +
          'identity provider for metadata with its signing certificate',
      ),
      element: 'KeyDescriptor',
    }
  }
  if (signing.some(hasRead)) return undefined
  const message = signing.some(({ certificates }) => certificates.length > 0)
    ? t(
        'The signing KeyDescriptor has no certificate where Ory looks for one: in the first ' +
          'X509Certificate of its first X509Data. Ask the identity provider for metadata with it there',
      )
    : t(
        'The signing KeyDescriptor holds no X509Certificate. Ask the identity provider for metadata ' +
          'with its signing certificate',
      )
  return { message, element: 'X509Certificate' }
}

function fateOf(
  key: ParsedKey,
  certificate: ParsedCertificate,
  used: ReadonlySet<ParsedKey>,
): CertificateFate {
  if (!isRead(certificate)) return key.use === 'encryption' ? 'encryption' : 'further'
  if (used.has(key)) return 'used'
  return key.use === 'encryption' ? 'encryption' : 'unmarked'
}

function problem(message: string): Certificates {
  return { ok: false, problem: { message, element: 'X509Certificate' } }
}

function read(certificate: ParsedCertificate): ReturnType<typeof readCertificate> {
  if (certificate.isPlain) return readCertificate(certificate.text)
  const message = t('has an attribute or an element in its X509Certificate, which Ory cannot read')
  return { ok: false, message }
}

/** One entry per certificate, even with two uses. */
export function certificatesOf(keys: readonly ParsedKey[]): Certificates {
  const used = usedKeys(keys)
  const byFingerprint = new Map<string, MetadataCertificate>()
  const unread: UnreadCertificate[] = []
  if (used.size > maximumCertificates) {
    return problem(
      t(
        'The identity provider has more than {count} certificates, so it was not read. Ask for ' +
          'metadata with those in use',
        { count: maximumCertificates },
      ),
    )
  }
  let number = 0
  for (const key of keys) {
    for (const certificate of key.certificates) {
      number += 1
      const fate = fateOf(key, certificate, used)
      const use = certificateUse(key.use)
      if (fate !== 'used' && number > maximumCertificates) continue
      const reading = read(certificate)
      if (reading.ok) {
        const { fingerprintSha256 } = reading.certificate
        const known = byFingerprint.get(fingerprintSha256)
        byFingerprint.set(fingerprintSha256, {
          use: known && known.use !== use ? 'both' : use,
          fate: known?.fate === 'used' ? 'used' : fate,
          ...reading.certificate,
        })
      } else if (fate === 'used') {
        return problem(
          t(
            'Certificate {number} {fault}, and Ory refuses the whole metadata for it. Ask the identity ' +
              'provider for its metadata again',
            { number, fault: reading.message },
          ),
        )
      } else unread.push({ number, use, fate, message: reading.message })
    }
  }
  return { ok: true, certificates: [...byFingerprint.values()], unread }
}
