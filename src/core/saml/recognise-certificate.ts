import { base64, utf8 } from '@scure/base'
import { t } from '../language/translate'
import { readCertificate } from './certificate'
import { certificateBytes } from './certificate-text'
import { readMetadata } from './metadata'
import { metadataText } from './metadata-value'
import { signingCertificateTexts, type FoundCertificate } from './rollover'

/** What was found in something pasted or dropped. No part of a private key is ever in it. */
export type Recognition = {
  /** A private key was beside it, which was neither read nor kept. */
  readonly hadPrivateKey: boolean
} & (
  | {
      readonly ok: true
      /** Each once, in their order; at least one. */
      readonly certificates: readonly FoundCertificate[]
      /** They stood in metadata, or in a part of it. */
      readonly isMetadata: boolean
      /** The entity ID of that metadata. */
      readonly entityId?: string
    }
  | {
      readonly ok: false
      /** A whole sentence without its full stop. */
      readonly message: string
    }
)

/** Longest text that is looked through, in UTF-16 units. */
const maximumLength = 2 * 1024 * 1024
/** Largest file that is looked through, in bytes. */
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

/** Says why nothing was found; `message` is a whole sentence without its full stop. */
export const notRecognised = (message: string, hadPrivateKey = false): Recognition => ({
  ok: false,
  message,
  hadPrivateKey,
})

/** The bodies between PEM lines, without what e-mail and JSON put between their lines. */
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

/** Those of the texts that are certificates, each once; without any, why the first is none. */
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

/** A certificate, or metadata, as base64 without anything around it. */
function fromBase64(text: string, hadPrivateKey: boolean): Recognition | undefined {
  const compact = text.replace(/\s+/g, '')
  if (compact.length < 64 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined
  try {
    const bytes = base64.decode(compact)
    if (bytes[0] !== 0x30) return fromXml(utf8.encode(bytes), hadPrivateKey)
  } catch {
    // Cut off or no text: what is wrong is told as of a certificate.
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

/** Finds certificates in a text: PEM, base64, metadata, or such text in anything else. */
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

/** Finds certificates in the bytes of a file: DER, or any text in UTF-8 that `recogniseCertificates` reads. */
export function recogniseCertificateFile(bytes: Uint8Array): Recognition {
  if (bytes.length > maximumCertificateFile) return notRecognised(tooLargeForCertificate)
  if (bytes.length === 0) return notRecognised(t('The file is empty'))
  // DER: a sequence whose length takes more than one byte.
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
    // Neither DER nor text: which other format it is, does not matter.
    return notRecognised(t('The file is neither a certificate nor text'))
  }
}

/** The certificates of several files as one; without any, what is wrong with the first. */
export function joined(recognitions: readonly Recognition[]): Recognition {
  const good = recognitions.flatMap((item) => (item.ok ? [item] : []))
  const hadPrivateKey = recognitions.some((item) => item.hadPrivateKey)
  const [first] = good
  if (!first) return recognitions[0] ?? notRecognised(t('There is no file in it'))
  const all = good.flatMap(({ certificates }) => certificates)
  const each = new Map(all.map((item) => [item.fingerprintSha256, item]))
  return { ...first, certificates: [...each.values()], hadPrivateKey }
}
