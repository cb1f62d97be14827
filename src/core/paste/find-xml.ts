import { base64, utf8 } from '@scure/base'
import { unescapeHtml, unquoted } from './prepare'

const rootStart = /<(?:[\w.-]{1,40}:)?Entit(?:y|ies)Descriptor(?=[\s>/])/
const rootEnd = /<\/(?:[\w.-]{1,40}:)?Entit(?:y|ies)Descriptor\s{0,40}>/g

/** How base64 of an XML declaration or of an (un)prefixed root element begins. */
const base64Starts = ['PD94bWwg', 'PEVudGl0', 'PG1kOkVu', '77u/PD94', 'PG5zM', 'PHNhbWw']

interface Extent {
  readonly start: number
  readonly end: number
  readonly isWhole: boolean
}

/** From the root element to the last end tag of one; to an empty line where it is cut off. */
function extent(text: string): Extent | undefined {
  const start = rootStart.exec(text)?.index
  if (start === undefined) return undefined
  let end = -1
  rootEnd.lastIndex = start
  for (let found = rootEnd.exec(text); found; found = rootEnd.exec(text)) {
    end = found.index + found[0].length
  }
  // Whatever stands before the root of a document that is XML as a whole belongs to it.
  const isXml = /^\s*<[?!]/.test(text)
  const gap = text.indexOf('\n\n', start)
  const cut = isXml || gap === -1 ? text.length : gap
  return { start: isXml ? 0 : start, end: end === -1 ? cut : end, isWhole: end !== -1 }
}

function slice(text: string): string | undefined {
  const found = extent(text)
  return found && text.slice(found.start, found.end)
}

/** A text with metadata, also as base64, taken out, in which words can be sought. */
export function withoutMetadata(text: string): string {
  const found = extent(text)
  const rest = found?.isWhole ? `${text.slice(0, found.start)} ${text.slice(found.end)}` : text
  return rest.replace(/(?<![A-Za-z0-9+/=])[A-Za-z0-9+/=]{300,}/g, ' ')
}

const isBase64 = (code: number) =>
  (code >= 65 && code <= 90) ||
  (code >= 97 && code <= 122) ||
  (code >= 48 && code <= 57) ||
  code === 43 ||
  code === 47

/** The base64 characters from `start` to padding, an empty line or another character. */
function base64Run(text: string, start: number): string {
  const parts: string[] = []
  let position = start
  while (position < text.length) {
    let end = position
    while (end < text.length && isBase64(text.charCodeAt(end))) end += 1
    parts.push(text.slice(position, end))
    const gap = /[ \t]{0,20}\n?[ \t>]{0,20}/y
    gap.lastIndex = end
    const skipped = gap.exec(text)?.[0] ?? ''
    if (end === position || skipped === '') break
    position = end + skipped.length
  }
  return parts.join('')
}

function fromBase64(text: string): string | undefined {
  for (const begin of base64Starts) {
    const start = text.indexOf(begin)
    if (start === -1) continue
    const run = base64Run(text, start)
    try {
      const bytes = base64.decode(run.slice(0, run.length - (run.length % 4)) + tail(run))
      // What follows the base64 may have been read as base64 too, so the end is sought in bytes,
      // each as one character, before they become text.
      const found = slice(latin1(bytes))
      if (found !== undefined) return utf8.encode(Uint8Array.from(found, (c) => c.charCodeAt(0)))
    } catch {
      // It only looked like base64 of XML.
    }
  }
  return undefined
}

/** The last, incomplete group of four with its padding. */
function tail(run: string): string {
  const rest = run.length % 4
  return rest < 2 ? '' : run.slice(run.length - rest) + '='.repeat(4 - rest)
}

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 8192) {
    text += String.fromCharCode(...bytes.subarray(index, index + 8192))
  }
  return text
}

/** A line of XML may begin with `>` by itself; in a quoted reply every line after the first does. */
function isQuoted(xml: string): boolean {
  const lines = xml.split('\n').slice(1)
  return lines.length > 0 && lines.every((line) => line.startsWith('>') || line.trim() === '')
}

/**
 * SAML metadata inside a text: as it is, in a quoted reply, escaped as HTML or as base64. The most
 * literal reading wins. What comes back may be cut off or broken; `readMetadata` tells.
 */
export function findMetadataXml(text: string): string | undefined {
  const plain = slice(text)
  if (plain !== undefined) return isQuoted(plain) ? slice(unquoted(text)) : plain
  if (text.includes('Descriptor') && text.includes('&lt;')) {
    const escaped = slice(unescapeHtml(unquoted(text)))
    if (escaped !== undefined) return escaped
  }
  return fromBase64(text)
}
