import { AsnConvert } from '@peculiar/asn1-schema'
import { Certificate, type Name, type SubjectPublicKeyInfo } from '@peculiar/asn1-x509'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { t } from '../language/translate'
import { certificateBytes } from './certificate-text'

/** A certificate's content as display text; times are ISO 8601. */
export interface CertificateFacts {
  /** Such as `CN=sign-on.example, O=Example`. */
  readonly subject: string
  readonly issuer: string
  /** Lower-case hex without separators. */
  readonly serial: string
  /** Upper-case hex pairs with colons, as OpenSSL and most consoles print it. */
  readonly fingerprintSha256: string
  readonly notBefore: string
  readonly notAfter: string
  /** Such as `RSA 2048` or `EC P-256`. */
  readonly keyInfo: string
}

export type CertificateReading =
  | { readonly ok: true; readonly certificate: CertificateFacts }
  | { readonly ok: false; readonly message: string }

/** Far larger than any real certificate. */
const maximumLength = 64 * 1024

const attributeNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
}

const curveNames: Readonly<Record<string, string>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
  '1.3.132.0.10': 'secp256k1',
}

const keyAlgorithms: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.113549.1.1.10': 'RSA-PSS',
  '1.2.840.10045.2.1': 'EC',
  '1.2.840.10040.4.1': 'DSA',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
}

interface DerElement {
  readonly tag: number
  readonly start: number
  readonly end: number
}

/** `undefined` if the length exceeds the bytes. */
function derElement(bytes: Uint8Array, offset: number): DerElement | undefined {
  const tag = bytes[offset]
  const first = bytes[offset + 1]
  if (tag === undefined || first === undefined) return undefined
  let start = offset + 2
  let length = first
  if (first >= 0x80) {
    const count = first - 0x80
    if (count === 0 || count > 4) return undefined
    length = 0
    for (let index = 0; index < count; index += 1)
      length = length * 256 + (bytes[start + index] ?? 0)
    start += count
  }
  const end = start + length
  return end <= bytes.length ? { tag, start, end } : undefined
}

/** The modulus is the first integer of the key's sequence. */
function rsaBits(key: Uint8Array): number | undefined {
  const sequence = derElement(key, 0)
  const modulus = sequence && derElement(key, sequence.start)
  if (modulus?.tag !== 0x02) return undefined
  let start = modulus.start
  while (start < modulus.end && key[start] === 0) start += 1
  if (start === modulus.end) return undefined
  return (modulus.end - start) * 8 - Math.clz32(key[start] ?? 0) + 24
}

function keyInfo(info: SubjectPublicKeyInfo): string {
  const algorithm = keyAlgorithms[info.algorithm.algorithm] ?? info.algorithm.algorithm
  if (algorithm.startsWith('RSA')) {
    const bits = rsaBits(new Uint8Array(info.subjectPublicKey))
    return bits === undefined ? algorithm : `${algorithm} ${bits}`
  }
  if (algorithm === 'EC' && info.algorithm.parameters) {
    const curve = curveOid(new Uint8Array(info.algorithm.parameters))
    return `EC ${curveNames[curve] ?? curve}`.trim()
  }
  return algorithm
}

/** Dotted object identifier; empty for other bytes. */
function curveOid(der: Uint8Array): string {
  const element = derElement(der, 0)
  if (element?.tag !== 0x06) return ''
  const parts: number[] = []
  let value = 0
  for (const byte of der.subarray(element.start, element.end)) {
    value = value * 128 + (byte & 0x7f)
    if (byte >= 0x80) continue
    if (parts.length === 0)
      parts.push(
        Math.min(2, Math.floor(value / 40)),
        value - 40 * Math.min(2, Math.floor(value / 40)),
      )
    else parts.push(value)
    value = 0
  }
  return parts.join('.')
}

function nameText(name: Name): string {
  return name
    .map((set) =>
      set
        .map((part) => `${attributeNames[part.type] ?? part.type}=${part.value.toString()}`)
        .join('+'),
    )
    .join(', ')
}

function colonHex(bytes: Uint8Array): string {
  return (bytesToHex(bytes).toUpperCase().match(/../g) ?? []).join(':')
}

/**
 * Reads an `X509Certificate` element: Base64 DER, optionally PEM. Ignores the signature, since SAML trusts the key,
 * not its issuer.
 */
export function readCertificate(text: string): CertificateReading {
  if (text.trim() === '') return { ok: false, message: t('is empty') }
  if (text.length > maximumLength) return { ok: false, message: t('is too long for a certificate') }
  const bytes = certificateBytes(text)
  if (!bytes.ok) return bytes
  const { der } = bytes
  const whole = derElement(der, 0)
  if (whole?.tag !== 0x30) return { ok: false, message: t('is not a certificate, or is cut off') }
  if (whole.end !== der.length) return { ok: false, message: t('has extra bytes after its end') }
  try {
    const { tbsCertificate: body } = AsnConvert.parse(der, Certificate)
    return {
      ok: true,
      certificate: {
        subject: nameText(body.subject),
        issuer: nameText(body.issuer),
        serial: bytesToHex(new Uint8Array(body.serialNumber)),
        fingerprintSha256: colonHex(sha256(der)),
        notBefore: body.validity.notBefore.getTime().toISOString(),
        notAfter: body.validity.notAfter.getTime().toISOString(),
        keyInfo: keyInfo(body.subjectPublicKeyInfo),
      },
    }
  } catch {
    // The library throws for anything unreadable; the person can only ask for another certificate.
    return { ok: false, message: t('cannot be read as a certificate') }
  }
}
