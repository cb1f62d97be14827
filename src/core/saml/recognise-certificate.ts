import { base64, utf8 } from '@scure/base'
import { t } from '../language/translate'
import { readCertificate } from './certificate'
import { certificateBytes } from './certificate-text'
import { readMetadata } from './metadata'
import { metadataText } from './metadata-value'
import { signingCertificateTexts, type FoundCertificate } from './rollover'

/** Found in pasted or dropped input; never contains part of a private key. */
export type Recognition = {
  /** A private key was present, but neither read nor kept. */
  readonly hadPrivateKey: boolean
} & (
  | {
      readonly ok: true
      /** Distinct, in order, at least one. */
      readonly certificates: readonly FoundCertificate[]
      /** From metadata or a part of it. */
      readonly isMetadata: boolean
      /** Entity ID of that metadata. */
      readonly entityId?: string
    }
  | {
      readonly ok: false
      /** A sentence without its full stop. */
      readonly message: string
    }
)

/** UTF-16 units. */
const maximumLength = 2 * 1024 * 1024
/** Bytes. */
export const maximumCertificateFile = 1024 * 1024

export const tooLargeForCertificate = t(
  'This is far larger than a certificate, so it was not read. Choose the certificate or the metadata alone',
)

const privateKey = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY-----/
const beginning = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/g
const ending = /-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g
const otherPem = /-----BEGIN ([A-Z0-9 ]{1,40})-----/
const element =
  /<(?:[\w.-]{1,40}:)?X509Certificate(?:\s[^<>]{0,200})?>([^<]{1,90000})<\/[\w.:-]{1,60}\s{0,9}>/g

/** Why nothing was found; `message` has no full stop. */
export const notRecognised = (message: string, hadPrivateKey = false): Recognition => ({
  ok: false,
  message,
  hadPrivateKey,
})

/** Base64 between PEM lines, cleaned of email and JSON line breaks. */
function pemBodies(text: string): string[] {
  const bodies: string[] = []
  beginning.lastIndex = 0
  for (let begin = beginning.exec(text); begin; begin = beginning.exec(text)) {
    ending.lastIndex = beginning.lastIndex
    const end = ending.exec(text)
    if (!end) break
    const body = text.slice(beginning.lastIndex, end.index).replaceAll('\\n', '')
    bodies.push(body.replace(/[^A-Za-z0-9+/=]/g, ''))
    beginning.lastIndex = ending.lastIndex
  }
  return bodies
}

function read(text: string): FoundCertificate | string {
  const reading = readCertificate(text)
  if (!reading.ok) return reading.message
  const bytes = certificateBytes(text)
  return bytes.ok ? { ...reading.certificate, base64: base64.encode(bytes.der) } : bytes.message
}

/** Distinct certificates, or why the first text is none. */
function certificatesIn(
  texts: readonly string[],
  hadPrivateKey: boolean,
  metadata?: { readonly entityId?: string },
): Recognition {
  const found = new Map<string, FoundCertificate>()
  let why = t('is empty')
  for (const text of texts) {
    const result = read(text)
    if (typeof result === 'string') why = result
    else found.set(result.fingerprintSha256, result)
  }
  const certificates = [...found.values()]
  if (certificates.length === 0) {
    return notRecognised(t('The certificate {fault}', { fault: why }), hadPrivateKey)
  }
  return {
    ok: true,
    certificates,
    hadPrivateKey,
    isMetadata: metadata !== undefined,
    ...metadata,
  }
}

function fromXml(xml: string, hadPrivateKey: boolean): Recognition | undefined {
  const reading = readMetadata(xml)
  if (reading.ok) {
    const { entityId } = reading.metadata
    return certificatesIn(signingCertificateTexts(xml), hadPrivateKey, { entityId })
  }
  const parts = [...xml.matchAll(element)].map(([, body = '']) => body)
  if (parts.length > 0) return certificatesIn(parts, hadPrivateKey, {})
  return xml.trimStart().startsWith('<')
    ? notRecognised(reading.problem.message, hadPrivateKey)
    : undefined
}

/** Bare Base64 of a certificate or metadata. */
function fromBase64(text: string, hadPrivateKey: boolean): Recognition | undefined {
  const compact = text.replace(/\s+/g, '')
  if (compact.length < 64 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined
  try {
    const bytes = base64.decode(compact)
    if (bytes[0] !== 0x30) return fromXml(utf8.encode(bytes), hadPrivateKey)
  } catch {
    // Not text: report it as a broken certificate.
  }
  return certificatesIn([compact], hadPrivateKey)
}

function otherWords(text: string, hadPrivateKey: boolean): string {
  if (/^[a-z][\w+.-]*:\/\/\S+$/i.test(text)) {
    return t(
      'This is a link, and the app does not follow it. Download the certificate and drop its file',
    )
  }
  if (hadPrivateKey) {
    return t(
      'This is a private key, which belongs to the identity provider alone. It was not read or kept; ask for the certificate',
    )
  }
  const pem = otherPem.exec(text)?.[1]
  if (pem === 'CERTIFICATE') return t('The certificate is cut off. Copy it again, to its last line')
  if (pem !== undefined) {
    return t(
      'This is a {kind}, not a certificate. Ask the identity provider for its signing certificate',
      { kind: pem.toLowerCase() },
    )
  }
  return t(
    'No certificate was found. Paste its text with the lines BEGIN CERTIFICATE and END CERTIFICATE, its base64, or the metadata that holds it',
  )
}

/** Finds certificates in text: PEM, Base64, metadata, or these inside other text. */
export function recogniseCertificates(text: string): Recognition {
  if (text.length > maximumLength) return notRecognised(tooLargeForCertificate)
  const hadPrivateKey = privateKey.test(text)
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  if (trimmed === '') return notRecognised(t('There is no text in it'))
  const bodies = pemBodies(trimmed)
  if (bodies.length > 0) return certificatesIn(bodies, hadPrivateKey)
  return (
    fromXml(metadataText(trimmed) ?? trimmed, hadPrivateKey) ??
    fromBase64(trimmed, hadPrivateKey) ??
    notRecognised(otherWords(trimmed, hadPrivateKey), hadPrivateKey)
  )
}

/** Reads DER, or UTF-8 text like `recogniseCertificates`. */
export function recogniseCertificateFile(bytes: Uint8Array): Recognition {
  if (bytes.length > maximumCertificateFile) return notRecognised(tooLargeForCertificate)
  if (bytes.length === 0) return notRecognised(t('The file is empty'))
  // DER: a sequence with a multi-byte length.
  if (bytes[0] === 0x30 && (bytes[1] ?? 0) >= 0x80) {
    const found = certificatesIn([base64.encode(bytes)], false)
    if (found.ok) return found
    return notRecognised(
      t(
        'The file is not a certificate. Of a key store (.p12, .pfx) or a chain (.p7b) export the certificate alone',
      ),
    )
  }
  try {
    return recogniseCertificates(utf8.encode(bytes))
  } catch {
    // Any other format is refused the same way.
    return notRecognised(t('The file is neither a certificate nor text'))
  }
}

/** Merges several files' certificates; without any, the first problem. */
export function joined(recognitions: readonly Recognition[]): Recognition {
  const good = recognitions.flatMap((item) => (item.ok ? [item] : []))
  const hadPrivateKey = recognitions.some((item) => item.hadPrivateKey)
  const [first] = good
  if (!first) return recognitions[0] ?? notRecognised(t('There is no file in it'))
  const all = good.flatMap(({ certificates }) => certificates)
  const each = new Map(all.map((item) => [item.fingerprintSha256, item]))
  return { ...first, certificates: [...each.values()], hadPrivateKey }
}
