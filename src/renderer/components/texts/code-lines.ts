export interface LinePiece {
  readonly text: string
  readonly kind: 'plain' | 'name' | 'string' | 'secret' | 'comment'
}

/** Lines that render and lay out together. */
export interface LineBlock {
  readonly first: number
  readonly lines: readonly string[]
}

const member = /^(\s*)("(?:[^"\\]|\\.)*")(: )?(.*)$/s
const stringValue = /^("(?:[^"\\]|\\.)*")(.*)$/s

/** Splits a line of indented JSON into colored pieces. */
export function linePieces(line: string, secret: string): LinePiece[] {
  const value = (text: string): LinePiece[] => {
    const match = stringValue.exec(text)
    if (!match) return [{ text, kind: 'plain' }]
    const [, string = '', rest = ''] = match
    const kind = string === JSON.stringify(secret) ? 'secret' : 'string'
    return [
      { text: string, kind },
      { text: rest, kind: 'plain' },
    ]
  }
  const match = member.exec(line)
  if (!match) return [{ text: line, kind: 'plain' }]
  const [, indent = '', name = '', colon, rest = ''] = match
  const pieces: LinePiece[] =
    colon === undefined
      ? [{ text: indent, kind: 'plain' }, ...value(name + rest)]
      : [
          { text: indent, kind: 'plain' },
          { text: name, kind: 'name' },
          { text: colon, kind: 'plain' },
          ...value(rest),
        ]
  return pieces.filter(({ text }) => text !== '')
}

export const plainPieces = (line: string): LinePiece[] => [{ text: line, kind: 'plain' }]

/** Splits a line of a script; everything but comments is highlighted. In sh, `:` begins a comment. */
export function scriptPieces(line: string): LinePiece[] {
  return [{ text: line, kind: /^(# |: ')/.test(line) ? 'comment' : 'plain' }]
}

/** Cuts a text into blocks of lines, each with its line break. */
export function lineBlocks(text: string, size = 50): LineBlock[] {
  const lines = text
    .split('\n')
    .map((line, index, all) => (index < all.length - 1 ? `${line}\n` : line))
  const blocks: LineBlock[] = []
  for (let first = 0; first < lines.length; first += size) {
    blocks.push({ first, lines: lines.slice(first, first + size) })
  }
  return blocks
}
