import { base64 } from '@scure/base'
import { t } from '../language/translate'

const begin = '-----BEGIN CERTIFICATE-----'
const end = '-----END CERTIFICATE-----'

export type CertificateBytes =
  | { readonly ok: true; readonly der: Uint8Array }
  /** `message` continues “The certificate”. */
  | { readonly ok: false; readonly message: string }

const refused = (message: string): CertificateBytes => ({ ok: false, message })

/** Invisible or odd spaces, as copied from web pages. */
const oddSpace = /[\u00A0\u1680\u2000-\u200F\u2028\u2029\u202F\u205F\u2060\u3000\uFEFF\f\v]/

/** Decodes Base64 like OpenSSL in PEM: padded, only spaces, tabs and line breaks between. */
function decoded(body: string): CertificateBytes {
  // OpenSSL reads anything before an empty line as headers.
  if (/(?:^|\n)[ \t\r]*(?:\n|$)/.test(body)) {
    return refused(t('contains an empty line, and the text before it is not read'))
  }
  const compact = body.replace(/[ \t\r\n]+/g, '')
  if (oddSpace.test(compact)) {
    return refused(t('contains no-break or other special spaces, which base64 does not allow'))
  }
  if (/^[A-Za-z0-9+/]+$/.test(compact) && compact.length % 4 > 1) {
    return refused(t('lacks the “=” at its end (base64 padding), or is cut off'))
  }
  try {
    return { ok: true, der: base64.decode(compact) }
  } catch {
    // The position does not help: the person can only ask for the certificate again.
    return refused(t('is not valid base64'))
  }
}

/** Content of the first PEM block; its markers must stand alone, unindented. */
function insidePem(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.trimEnd())
  const first = lines.indexOf(begin)
  const last = lines.indexOf(end, first)
  return first === -1 || last === -1 ? undefined : lines.slice(first + 1, last).join('\n')
}

/**
 * Decodes an `X509Certificate` element like Ory's reader: Base64, optionally between PEM lines. A single PEM line
 * verifies no sign-in there, so it is refused.
 */
export function certificateBytes(text: string): CertificateBytes {
  const trimmed = text.trim()
  const [hasBegin, hasEnd] = [trimmed.includes(begin), trimmed.includes(end)]
  if (hasBegin !== hasEnd) {
    const [there, absent] = hasBegin ? [begin, end] : [end, begin]
    return refused(
      t('holds the line “{there}” without “{absent}”, so no sign-in can be verified', {
        there,
        absent,
      }),
    )
  }
  if (!hasBegin) {
    return trimmed.includes('-----')
      ? refused(t('contains a PEM line that does not belong to a certificate'))
      : decoded(trimmed)
  }
  const body = insidePem(trimmed)
  return body === undefined
    ? refused(t('contains PEM lines with other text on the same line'))
    : decoded(body.replace(/^\n/, ''))
}
