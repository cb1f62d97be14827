import { base64, utf8 } from '@scure/base'
import { type Line, marks, toLines } from './lines'
import { unescapeHtml } from './prepare'

/** Where something stands in a text. */
interface Hidden {
  readonly start: number
  readonly length: number
}

/** The text with a dot in place of each character that stands at one of these places, which may overlap. */
export function hidePlaces(text: string, places: readonly Hidden[]): string {
  const parts: string[] = []
  let done = 0
  for (const { start, length } of places.toSorted((left, right) => left.start - right.start)) {
    const from = Math.max(start, done)
    const end = Math.min(start + length, text.length)
    if (end <= from) continue
    parts.push(text.slice(done, from), '•'.repeat(end - from))
    done = end
  }
  return parts.join('') + text.slice(done)
}

const rootStart = /<(?:[\w.-]{1,40}:)?Entit(?:y|ies)Descriptor(?=[\s>/])/
const rootEnd = /<\/(?:[\w.-]{1,40}:)?Entit(?:y|ies)Descriptor\s{0,40}>/g

/** The beginning of base64 of an XML declaration or of an (un)prefixed root element. */
const base64Starts = ['PD94bWwg', 'PEVudGl0', 'PG1kOkVu', '77u/PD94', 'PG5zM', 'PHNhbWw']

interface Extent {
  readonly start: number
  readonly end: number
  readonly isWhole: boolean
}

/**
 * From a root element at or after `from` to its end tag: the last one for a list of providers, the
 * first one for a single provider. To an empty line where it is cut off.
 */
function extent(text: string, from = 0): Extent | undefined {
  const found = rootStart.exec(from === 0 ? text : text.slice(from))
  if (!found) return undefined
  const start = from + found.index
  const isGroup = found[0].includes('Entities')
  let end = -1
  rootEnd.lastIndex = start
  for (let close = rootEnd.exec(text); close; close = rootEnd.exec(text)) {
    if (isGroup !== close[0].includes('Entities')) continue
    end = close.index + close[0].length
    if (!isGroup) break
  }
  // If the whole document is XML, the text before the root belongs to it.
  const gap = text.indexOf('\n\n', start)
  return { start, end: end === -1 ? (gap === -1 ? text.length : gap) : end, isWhole: end !== -1 }
}

/** A whole XML document, from its declaration to the last end tag, so that nothing is overlooked. */
function wholeDocument(text: string): Extent | undefined {
  if (!/^\s*<[?!]/.test(text) || !rootStart.test(text)) return undefined
  let end = -1
  rootEnd.lastIndex = 0
  for (let found = rootEnd.exec(text); found; found = rootEnd.exec(text)) {
    end = found.index + found[0].length
  }
  return { start: 0, end: end === -1 ? text.length : end, isWhole: end !== -1 }
}

function slice(text: string): string | undefined {
  const found = extent(text)
  return found && text.slice(found.start, found.end)
}

const longBase64 = /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/=]{300,}/g

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
      // Text after the base64 may have been decoded too, so the end is searched in bytes, each as one
      // character, before they are decoded to text.
      const found = slice(latin1(bytes))
      if (found !== undefined) return utf8.encode(Uint8Array.from(found, (c) => c.charCodeAt(0)))
    } catch {
      // It only looked like base64 of XML.
    }
  }
  return undefined
}

/** The last, incomplete group of four, with its padding. */
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

/** One line of XML may begin with `>`; in a quoted reply every line after the first does. */
function isQuoted(xml: string): boolean {
  const lines = xml.split('\n').slice(1)
  return lines.length > 0 && lines.every((line) => line.startsWith('>') || line.trim() === '')
}

/** An address in an attribute that a mail program broke over lines. */
const brokenAddress =
  /\b(?:Location|ResponseLocation|entityID)\s{0,5}=\s{0,5}"[^"<>\n]{0,500}\n[^"<>]{0,500}"/g

export interface MetadataPiece {
  /** In the order in which to try them; the most literal one first. */
  readonly readings: readonly string[]
  /** Whether addresses in it were broken over lines, and are joined in the readings. */
  readonly isMended: boolean
}

function pieceOf(readings: readonly (string | undefined)[]): MetadataPiece {
  const found = [...new Set(readings.filter((item) => item !== undefined))]
  const mended = found.map((xml) =>
    xml.replace(brokenAddress, (text) => text.replace(/[ \t]*\n[ \t>]*/g, '')),
  )
  const isMended = mended.some((xml, index) => xml !== found[index])
  return { readings: isMended ? mended : found, isMended }
}

const maximumPieces = 6

/**
 * The lines of a text without the SAML metadata in them, and that metadata: unchanged, quoted in a
 * reply, escaped as HTML or as base64. A mark replaces each piece. Cut-off metadata stays in the text,
 * since the rest of an e-mail may follow; `readMetadata` says what is wrong with a piece.
 */
export function cutMetadata(text: string): {
  readonly lines: Line[]
  readonly pieces: readonly MetadataPiece[]
} {
  const whole = wholeDocument(text)
  if (whole) {
    const rest = toLines(whole.isWhole ? text.slice(whole.end) : '')
    return {
      lines: [{ text: marks.metadata, depth: 0 }, ...rest],
      pieces: [pieceOf([text.slice(0, whole.end)])],
    }
  }
  const original = text.split('\n')
  const plain = toLines(text)
  const lines = plain.map((line) => ({ ...line, text: unescapeHtml(line.text) }))
  const full = lines.map((line) => line.text).join('\n')
  const pieces: MetadataPiece[] = []
  const out: Line[] = []
  let [position, line] = [0, 0]
  /** Advances to a position; the skipped text is kept, with the depths of its lines, or dropped. */
  const passTo = (to: number, isKept: boolean): void => {
    const rows = full.slice(position, to).split('\n')
    if (isKept) {
      rows.forEach((row, index) => {
        out.push({ text: row, depth: lines[line + index]?.depth ?? 0 })
      })
    }
    line += rows.length - 1
    position = to
  }
  while (pieces.length < maximumPieces) {
    const found = extent(full, position)
    if (!found) break
    passTo(found.start, true)
    out.push({ text: marks.metadata, depth: lines[line]?.depth ?? 0 })
    const first = line
    const last = first + full.slice(found.start, found.end).split('\n').length
    const part = (all: readonly string[]) => slice(all.slice(first, last).join('\n'))
    const literal = part(original)
    const unquoted = part(plain.map((item) => item.text))
    pieces.push(
      pieceOf([
        literal !== undefined && isQuoted(literal) ? unquoted : literal,
        unquoted,
        full.slice(found.start, found.end),
      ]),
    )
    if (!found.isWhole) break
    passTo(found.end, false)
  }
  passTo(full.length, true)
  if (pieces.length === 0) {
    const decoded = fromBase64(text)
    if (decoded !== undefined) {
      pieces.push(pieceOf([decoded]))
      out.unshift({ text: marks.metadata, depth: 0 })
    }
  }
  return {
    lines: out.map((item) => ({ ...item, text: item.text.replace(longBase64, ' ') })),
    pieces,
  }
}
