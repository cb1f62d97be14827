import { inflateSync } from 'node:zlib'

/** The required parts of an object in a PDF. */
interface PdfObject {
  readonly head: string
  /** Its decompressed stream, with one character for each byte. */
  readonly stream: string
}

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const text = pdf.toString('latin1')
  const objects = new Map<string, PdfObject>()
  for (const found of text.matchAll(/(?:^|[\r\n])(\d+) 0 obj\b([\s\S]*?)endobj/g)) {
    const [, number = '', body = ''] = found
    const start = /stream\r?\n/.exec(body)
    const head = start ? body.slice(0, start.index) : body
    const packed = start
      ? body.slice(start.index + start[0].length, body.lastIndexOf('endstream'))
      : ''
    objects.set(number, { head, stream: unpack(head, packed) })
  }
  return objects
}

function unpack(head: string, packed: string): string {
  if (packed === '' || !head.includes('/FlateDecode')) return packed
  try {
    return inflateSync(Buffer.from(packed, 'latin1')).toString('latin1')
  } catch {
    return ''
  }
}

const character = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')

/** The text of each glyph of a font, from its ToUnicode table. */
function glyphsOf(table: string): Map<number, string> {
  const glyphs = new Map<number, string>()
  for (const [, block = ''] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph = '', to = ''] of block.matchAll(/<([\da-f]+)>\s*<([\da-f]+)>/gi)) {
      glyphs.set(Number.parseInt(glyph, 16), character(to))
    }
  }
  for (const [, block = ''] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    const ranges = block.matchAll(/<([\da-f]+)>\s*<([\da-f]+)>\s*<([\da-f]+)>/gi)
    for (const [, from = '', to = '', first = ''] of ranges) {
      const start = Number.parseInt(from, 16)
      for (let glyph = start; glyph <= Number.parseInt(to, 16); glyph += 1) {
        const code = Number.parseInt(first, 16) + glyph - start
        glyphs.set(glyph, String.fromCharCode(code))
      }
    }
  }
  return glyphs
}

interface Font {
  readonly glyphs: Map<number, string>
  /** Hexadecimal digits of one glyph's number; fonts of drawn shapes (Type 3) have two. */
  readonly digits: 2 | 4
}

function fontsOf(objects: Map<string, PdfObject>): Map<string, Font> {
  const fonts = new Map<string, Font>()
  for (const { head } of objects.values()) {
    for (const [, name = '', number = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const font = objects.get(number)?.head ?? ''
      const table = /\/ToUnicode (\d+) 0 R/.exec(font)?.[1] ?? ''
      const glyphs = glyphsOf(objects.get(table)?.stream ?? '')
      fonts.set(name, { glyphs, digits: font.includes('/Type3') ? 2 : 4 })
    }
  }
  return fonts
}

/** Text given for glyphs that are not a single character. */
function actualText(literal: string | undefined, hex: string | undefined): string {
  if (hex !== undefined) return character(hex).replace('\uFEFF', '')
  return (literal ?? '').replaceAll(/\\(.)/g, '$1')
}

const token =
  /\/(F\d+) [\d.]+ Tf|\/ActualText (?:\(((?:\\.|[^\\)])*)\)|<([\da-f]+)>)|(EMC)|<([\da-f]+)>/gi

/**
 * The text of a PDF printed by Chromium, without white space, in the order in which it was drawn: enough
 * to check whether something is on the paper.
 */
export function pdfText(pdf: Buffer): string {
  const objects = objectsOf(pdf)
  const fonts = fontsOf(objects)
  let text = ''
  for (const { stream } of objects.values()) {
    if (!/\bTf\b/.test(stream)) continue
    let font: Font | undefined
    let replaced = false
    for (const [, name, literal, hex, end, shown] of stream.matchAll(token)) {
      if (name !== undefined) font = fonts.get(name)
      else if (end !== undefined) replaced = false
      else if (shown === undefined) {
        text += actualText(literal, hex)
        replaced = true
      } else if (font && !replaced) {
        const glyphs = shown.match(font.digits === 2 ? /../g : /..../g) ?? []
        for (const glyph of glyphs) text += font.glyphs.get(Number.parseInt(glyph, 16)) ?? ''
      }
    }
  }
  return text.replaceAll(/\s+/g, '')
}
