import fc from 'fast-check'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { scanMapper } from '../../../../../src/renderer/components/mapper-editor/mapper-scan'
import { foldOfLine } from '../../../../../src/renderer/components/mapper-editor/mapper-state'
import { indentAfter } from '../../../../../src/renderer/components/mapper-editor/jsonnet-support'
import { program } from '../../../../support/mapping/mapper-programs'
import { stateAt } from './states'
import { expectNoSquare, loadCounted } from '../../../../support/runner/growth'

const counted = await loadCounted<
  typeof import('../../../../../src/renderer/components/mapper-editor/mapper-scan')
>('src/renderer/components/mapper-editor/mapper-scan.ts')

const folded = (text: string) => scanMapper(text).folds.map(({ from, to }) => text.slice(from, to))
const bindings = (text: string) => Object.fromEntries(scanMapper(text).bindings)

describe('what can be folded', () => {
  it('is every pair of brackets over lines, outer ones first', () => {
    expect(folded('{\n  a: [\n    1,\n  ],\n  b: {},\n}')).toEqual([
      '\n  a: [\n    1,\n  ],\n  b: {},\n',
      '\n    1,\n  ',
    ])
    expect(folded("f(\n  '}', // }\n)")).toEqual(["\n  '}', // }\n"])
  })

  it('leaves out what is not closed, and pairs what is around it', () => {
    expect(folded('{\n  a: [\n}\n')).toEqual(['\n  a: [\n'])
    expect(folded('{\n')).toEqual([])
    expect(folded('}\n{')).toEqual([])
  })

  it('is text blocks, block comments, and line comments one below the other', () => {
    expect(folded('|||\n  text {\n|||')).toEqual(['\n  text {\n'])
    expect(folded('|||\n  not closed')).toEqual([])
    expect(folded('/* a\n b */ 1')).toEqual([' a\n b '])
    expect(folded('/* a */ 1')).toEqual([])
    expect(folded('// a\n  // b\n# c\n1 // d\n// e')).toEqual(['\n  // b\n# c'])
    expect(folded('// a\n\n// b')).toEqual([])
  })

  it('is asked by line, and follows the text while it is typed in', () => {
    const { state } = stateAt('¦// x\n{ a: [1], b: {\n  c: 1,\n} }')
    const line = (of: EditorState, number: number) => {
      const { from, to } = of.doc.line(number)
      const range = foldOfLine(of, from, to)
      return range && of.sliceDoc(range.from, range.to)
    }
    expect(line(state, 1)).toBeNull()
    expect(line(state, 2)).toBe(' a: [1], b: {\n  c: 1,\n} ')
    const after = state.update({ changes: { from: 0, insert: '\n\n' } }).state
    expect(line(after, 4)).toBe(' a: [1], b: {\n  c: 1,\n} ')
    expect(line(after, 2)).toBeNull()
  })
})

describe('the names of a text', () => {
  it('are locals, parameters, methods and loop variables, each once', () => {
    const text = `
      local a = [1, 2], b(c, d=1) = { x: c }, a = 3;
      { local e = 1, f: e, g(h):: h, i: function(j, k=[1, 2]) j }
      + [l for l in a]`
    expect(scanMapper(text).names).toEqual([
      { name: 'a', kind: 'variable' },
      { name: 'b', kind: 'function' },
      { name: 'c', kind: 'parameter' },
      { name: 'd', kind: 'parameter' },
      { name: 'e', kind: 'variable' },
      { name: 'h', kind: 'parameter' },
      { name: 'j', kind: 'parameter' },
      { name: 'k', kind: 'parameter' },
      { name: 'l', kind: 'variable' },
    ])
  })

  it('go on after an inner local and after a bracket', () => {
    const names = (text: string) => scanMapper(text).names.map(({ name }) => name)
    expect(names('local a = local b = 1, c = 2; b, d = 3; d')).toEqual(['a', 'b', 'c', 'd'])
    expect(names('[local a = 1; a, b = 2]')).toEqual(['a'])
    expect(names('local a = (local b = 1), c = 2; c')).toEqual(['a', 'b', 'c'])
  })

  it('tell which of them stand for claims or identity', () => {
    expect(
      bindings(`
        local claims = { email_verified: false } + std.extVar('claims');
        local raw = if 'raw_claims' in claims then claims.raw_claims else {},
              same = std.get(claims, 'raw_claims', {}), roles = (raw['realm_access']);
        local identity = std.extVar("identity"), traits = identity.traits;
        local email = std.asciiLower(claims.email), all = claims + {}, f(x) = claims;
        local other = std.extVar('other'), not = unknown.x;
        { a: 1 }`),
    ).toEqual({
      claims: ['claims'],
      raw: ['claims', 'raw_claims'],
      same: ['claims', 'raw_claims'],
      roles: ['claims', 'raw_claims', 'realm_access'],
      identity: ['identity'],
      traits: ['identity', 'traits'],
    })
  })
})

describe('a scan of any text', () => {
  const text = fc.oneof(
    program,
    fc.string({ unit: fc.constantFrom(...'{}[]()|/*#\'"\n ,;=.:a'.split('')), maxLength: 80 }),
    fc
      .array(
        fc.constantFrom(
          'local ',
          'a ',
          '= ',
          'function',
          '(',
          ')',
          ',',
          ';',
          '{',
          '}',
          'if ',
          'then ',
          '\n',
        ),
      )
      .map((parts) => parts.join('')),
  )

  it('ends, with folds that lie in the text, over lines, and never cross', () => {
    fc.assert(
      fc.property(text, (value) => {
        const { folds } = scanMapper(value)
        for (const { from, to } of folds) {
          expect(value.slice(from, to)).toContain('\n')
          for (const other of folds) {
            const crosses = other.from > from && other.from < to && other.to > to
            expect(crosses).toBe(false)
          }
        }
      }),
    )
  })

  it('takes no longer for a text of deep nesting', async () => {
    for (const piece of ['local x = ', 'f(x, ', 'local x = if a then ', '(', '{ a: [']) {
      await expectNoSquare(
        (size) => piece.repeat(Math.ceil(size / piece.length)),
        (text) => counted.scanMapper(text),
        65_536,
      )
    }
  })
})

describe('the indent of a line', () => {
  it('is one step more after an opened bracket and one less before a closing one', () => {
    expect(indentAfter('  a: {', 'b', 2)).toBe(4)
    expect(indentAfter('  a: { // why', '', 2)).toBe(4)
    expect(indentAfter('    b: 1,', '}', 2)).toBe(2)
    expect(indentAfter('  a: {', '}', 2)).toBe(2)
    expect(indentAfter('}', ']', 2)).toBe(0)
    expect(indentAfter('  b: 1,', 'c', 2)).toBe(2)
  })
})
