import { base64 } from '@scure/base'
import { t } from '../language/translate'

const begin = '-----BEGIN CERTIFICATE-----'
const end = '-----END CERTIFICATE-----'

export type CertificateBytes =
  | { readonly ok: true; readonly der: Uint8Array }
  /** `message` continues the sentence “The certificate”. */
  | { readonly ok: false; readonly message: string }

const refused = (message: string): CertificateBytes => ({ ok: false, message })

/** Characters that only look like spaces, as in text copied from a web page. */
const oddSpace = /[\u00A0\u1680\u2000-\u200F\u2028\u2029\u202F\u205F\u2060\u3000\uFEFF\f\v]/

/** Base64 as OpenSSL decodes it in PEM: padded, with only line breaks, spaces and tabs between. */
function decoded(body: string): CertificateBytes {
  // OpenSSL reads what comes before an empty line as headers, not as content.
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
    // The wrong character is of no use: the person can only ask for the certificate again.
    return refused(t('is not valid base64'))
  }
}

/** The lines between the first pair of PEM lines; each must be on its own line, without indentation. */
function insidePem(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.trimEnd())
  const first = lines.indexOf(begin)
  const last = lines.indexOf(end, first)
  return first === -1 || last === -1 ? undefined : lines.slice(first + 1, last).join('\n')
}

/**
 * The bytes of an `X509Certificate` element, as Ory's reader decodes it: base64, also between both PEM
 * lines. With only one of them it is accepted but verifies no sign-in, so it is refused here.
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
