import { t } from '../language/translate'
import type { MetadataProblem } from './metadata-types'

/** Bytes of UTF-8. */
export const maximumMetadataBytes = 1024 * 1024

export type Screened =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: MetadataProblem }

export const doctypeProblem: MetadataProblem = {
  message: t(
    'The XML holds a DOCTYPE, which can make a reader load files or fill its memory, so it was not ' +
      'read. Ask the identity provider for metadata without a DOCTYPE',
  ),
  element: 'DOCTYPE',
}

const refused = (message: string, element?: string): Screened => ({
  ok: false,
  problem: element === undefined ? { message } : { message, element },
})

/** UTF-8 length without encoding. */
function utf8Length(text: string): number {
  let bytes = text.length
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) continue
    // Two bytes for each half of a surrogate pair.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2
  }
  return bytes
}

function tooLarge(text: string): boolean {
  if (text.length > maximumMetadataBytes) return true
  return text.length * 3 > maximumMetadataBytes && utf8Length(text) > maximumMetadataBytes
}

interface Prolog {
  readonly end: number
  /** Start and end of an XML declaration after the start. */
  readonly late?: readonly [number, number]
}

function prologOf(text: string): Prolog {
  let position = 0
  let late: Prolog['late']
  const prolog = () => (late ? { end: position, late } : { end: position })
  for (;;) {
    while (/\s/.test(text.charAt(position))) position += 1
    const close = text.startsWith('<!--', position)
      ? text.indexOf('-->', position + 4) + 3
      : text.startsWith('<?', position)
        ? text.indexOf('?>', position + 2) + 2
        : 0
    // For an unclosed comment; the parser reports it.
    if (close <= position) return prolog()
    const isDeclaration = /^<\?xml\s/.test(text.slice(position, position + 6))
    if (position > 0 && isDeclaration) late ??= [position, close]
    position = close
  }
}

const blanked = (text: string, [start, end]: readonly [number, number]) =>
  text.slice(0, start) + ' '.repeat(end - start) + text.slice(end)

/**
 * Checks size, XML and DOCTYPE before parsing. Returns the trimmed text without byte order mark and without a late
 * XML declaration, which Ory's reader ignores.
 */
export function screenText(xml: string): Screened {
  if (tooLarge(xml)) {
    return refused(
      t(
        'The metadata is larger than 1 MiB, which is more than one identity provider needs, so it was ' +
          'not read. Ask for the metadata of this one application',
      ),
    )
  }
  const text = xml.replace(/^\uFEFF/, '').trim()
  if (text === '') return refused(t('Paste the metadata XML of the identity provider'))
  if (text.startsWith('{')) {
    return refused(
      t(
        'This is JSON, not XML. A discovery document belongs to an OpenID Connect connection; for ' +
          'SAML, ask the identity provider for its metadata XML',
      ),
    )
  }
  if (!text.startsWith('<')) {
    return refused(
      t('This is not XML. Paste the whole metadata, from its first “<” to its last “>”'),
    )
  }
  const { end, late } = prologOf(text)
  const head = text.slice(end, end + 200).toLowerCase()
  if (/^<html[\s>]/.test(head) || /^<!doctype\s+html/.test(head)) {
    return refused(
      t(
        'This is a web page, not metadata. The address may need a sign-in: open it in a browser, save ' +
          'the XML it offers and paste that',
      ),
      'html',
    )
  }
  if (head.startsWith('<!doctype')) return { ok: false, problem: doctypeProblem }
  return { ok: true, text: late ? blanked(text, late) : text }
}
