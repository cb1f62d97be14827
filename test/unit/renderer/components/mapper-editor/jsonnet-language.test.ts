import { StringStream } from '@codemirror/language'
import { describe, expect, it } from 'vitest'
import { jsonnet } from '../../../../../src/renderer/components/mapper-editor/jsonnet-language'

/** Tokens of a text as `kind:text`, white space left out. */
function tokens(text: string): string[] {
  const state = jsonnet.startState()
  return text.split('\n').flatMap((line) => {
    const stream = new StringStream(line, 2, 2)
    const found: string[] = []
    while (!stream.eol()) {
      const kind = jsonnet.token(stream, state)
      if (stream.pos === stream.start) throw new Error(`No progress in “${line}”`)
      if (stream.current().trim() !== '') found.push(`${kind}:${stream.current()}`)
      stream.start = stream.pos
    }
    return found
  })
}

describe('the tokenizer for Jsonnet', () => {
  it('knows the three kinds of comment, over lines too', () => {
    expect(tokens('// a\n# b\n/* c\nd */ 1')).toEqual([
      'comment:// a',
      'comment:# b',
      'comment:/* c',
      'comment:d */',
      'number:1',
    ])
  })

  it('knows strings of each kind', () => {
    expect(tokens(`"a\\"b" 'c' @"d""e" @'f''g'`)).toEqual([
      'string:"a\\"b"',
      "string:'c'",
      'string:@"d""e"',
      "string:@'f''g'",
    ])
  })

  it('ends a text block at its own line only', () => {
    expect(tokens('|||\n  a ||| b\n|||, 2').map((token) => token.split(':')[0])).toEqual([
      'string',
      'string',
      'string',
      'punctuation',
      'number',
    ])
  })

  it('tells keywords, the standard library and field names apart', () => {
    expect(tokens("local claims = std.extVar('claims');")).toEqual([
      'keyword:local',
      'variableName:claims',
      'operator:=',
      'variableName.standard:std.extVar',
      'punctuation:(',
      "string:'claims'",
      'punctuation:)',
      'punctuation:;',
    ])
    expect(tokens('identity: null')).toEqual(['propertyName:identity', 'operator::', 'atom:null'])
  })
})
