import { utf8ToBytes } from '@noble/hashes/utils.js'

/** A place as the engine reports it: line and column from 1, the column in UTF-8 bytes. */
export interface BytePlace {
  readonly line: number
  readonly column: number
}

/** The offset in UTF-16 units, as editors count, of a place from the engine; clamped to the text. */
export function offsetOfPlace(text: string, { line, column }: BytePlace): number {
  const start = startOfLine(text, line)
  const end = text.indexOf('\n', start)
  const content = text.slice(start, end < 0 ? text.length : end)
  let bytes = 0
  let units = 0
  for (const character of content) {
    if (bytes >= column - 1) break
    bytes += utf8ToBytes(character).length
    units += character.length
  }
  return start + units
}

/** The place of an offset, as the engine would report it. */
export function placeOfOffset(text: string, offset: number): BytePlace {
  const before = text.slice(0, offset)
  const start = before.lastIndexOf('\n') + 1
  return {
    line: before.split('\n').length,
    column: utf8ToBytes(before.slice(start)).length + 1,
  }
}

function startOfLine(text: string, line: number): number {
  let start = 0
  for (let at = 1; at < line; at++) {
    const next = text.indexOf('\n', start)
    if (next < 0) return text.length
    start = next + 1
  }
  return start
}
