import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lineBlocks, linePieces } from '../../../../../src/renderer/components/texts/code-lines'

it('joins to the very text it was cut from', () => {
  fc.assert(
    fc.property(fc.json(), fc.integer({ min: 1, max: 5 }), (json, size) => {
      const text = JSON.stringify(JSON.parse(json), undefined, 2)
      const lines = lineBlocks(text, size).flatMap((block) => block.lines)
      const pieces = lines.flatMap((line) => linePieces(line, 'secret').map((piece) => piece.text))
      expect(lines.join('')).toBe(text)
      expect(pieces.join('')).toBe(text)
    }),
  )
})

it('marks names, strings and the stand-in of a secret', () => {
  const kinds = (line: string) => linePieces(line, '<secret>').map(({ kind }) => kind)
  expect(kinds('  "op": "add",\n')).toEqual(['plain', 'name', 'plain', 'string', 'plain'])
  expect(kinds('  "client_secret": "<secret>"')).toContain('secret')
})
