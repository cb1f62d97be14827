import { StringStream } from '@codemirror/language'
import { describe, expect, it } from 'vitest'
import { lintMapper } from '../../../../../src/core/mapper/lint/lint'
import { tokenize, type Token } from '../../../../../src/core/mapper/lint/tokens'
import { jsonnet } from '../../../../../src/renderer/components/mapper-editor/jsonnet-language'
import { golden } from '../../../../support/mapping/golden'

const texts = (text: string) => tokenize(text).map((token) => `${token.kind}:${token.text}`)

/** What the engine's own lexer makes of each (go-jsonnet 0.21, `internal/parser/lexer.go`). */
const table: readonly (readonly [string, readonly string[]])[] = [
  ['1.5e+3', ['number:1.5e+3']],
  ['1e5', ['number:1e5']],
  ['0.5', ['number:0.5']],
  ['007', ['number:0', 'number:0', 'number:7']],
  ['0x1F', ['number:0', 'name:x1F']],
  // Digits in groups came with 0.22.
  ['1_000', ['number:1', 'name:_000']],
  ['1.', ['number:1', 'sign:.']],
  ['1-1', ['number:1', 'sign:-', 'number:1']],
  ['a:-1', ['name:a', 'sign::', 'sign:-', 'number:1']],
  ['a:!b', ['name:a', 'sign::', 'sign:!', 'name:b']],
  ['a::$.b', ['name:a', 'sign:::', 'sign:$', 'sign:.', 'name:b']],
  ['a+:1', ['name:a', 'sign:+:', 'number:1']],
  ['a+:::1', ['name:a', 'sign:+:::', 'number:1']],
  ['a==-1', ['name:a', 'sign:==', 'sign:-', 'number:1']],
  ['1+/*c*/2', ['number:1', 'sign:+', 'comment:/*c*/', 'number:2']],
  ['1*//c', ['number:1', 'sign:*', 'comment://c']],
  ["@'a''b'", ["string:@'a''b'"]],
  ['@"a\\"', ['string:@"a\\"']],
  ['"a\\"b"', ['string:"a\\"b"']],
  ["'a\nb'", ["string:'a\nb'"]],
  ['# a\r\n1', ['comment:# a', 'number:1']],
  ['|||\n  a\n|||', ['string:|||\n  a\n|||']],
  ['|||-\n  a\n|||;', ['string:|||-\n  a\n|||', 'sign:;']],
  ['||| \t\n\n\ta\n\n\tb\n  ||| + 1', ['string:||| \t\n\n\ta\n\n\tb\n  |||', 'sign:+', 'number:1']],
  // A line that is indented as the first one is part of it, whatever stands in it.
  ['|||\n  a\n  ||| b\n|||', ['string:|||\n  a\n  ||| b\n|||']],
  ['|||\n    a\n  |||', ['string:|||\n    a\n  |||']],
  ['|||\r\n  a\r\n|||\r\n+1', ['string:|||\r\n  a\r\n|||', 'sign:+', 'number:1']],
  ['|||\r\n  a\r\n\r\n  b\r\n|||', ['string:|||\r\n  a\r\n\r\n  b\r\n|||']],
  // Not finished, as while it is typed.
  ['|||\n  a', ['string:|||\n  a']],
  ['/* a', ['comment:/* a']],
  ["'a", ["string:'a"]],
]

it.each(table)('reads %j as the engine does', (text, tokens) => {
  expect(texts(text)).toEqual(tokens)
})

describe('a mapper with CRLF and a text block', () => {
  const lines = [
    "local claims = std.extVar('claims');",
    'local note = |||',
    '  claims.email of whoever',
    '|||;',
    "{ identity: { traits: { [if 'email' in claims then 'email']: claims.email } } }",
    '',
  ]

  it.each([
    ['CRLF', '\r\n'],
    ['LF', '\n'],
  ])('is linted as the same with LF: %s', (_name, end) => {
    const withBlock = lines.join(end)
    expect(lintMapper(withBlock).map(({ rule }) => rule)).toEqual(
      lintMapper(lines.join('\n')).map(({ rule }) => rule),
    )
    const block = tokenize(withBlock).find(({ text }) => text.startsWith('|||'))
    expect(block?.text.replaceAll('\r', '')).toBe('|||\n  claims.email of whoever\n|||')
  })
})

/** Kind of each unit of a text that is in a token. */
function kindsOf(text: string, tokens: readonly Pick<Token, 'kind' | 'start' | 'end'>[]) {
  const kinds: (string | undefined)[] = Array.from({ length: text.length })
  for (const { kind, start, end } of tokens) kinds.fill(kind, start, end)
  return kinds
}

const styles: Readonly<Record<string, string>> = {
  atom: 'keyword',
  'variableName.special': 'keyword or sign',
  'variableName.standard': 'standard',
  variableName: 'name',
  propertyName: 'name',
  operator: 'sign',
  punctuation: 'sign',
}

/** The same as the editor colours it, line by line. */
function editorKinds(text: string) {
  const state = jsonnet.startState()
  const kinds: (string | undefined)[] = Array.from({ length: text.length })
  let start = 0
  for (const line of text.split('\n')) {
    const stream = new StringStream(line, 2, 2)
    while (!stream.eol()) {
      const style = jsonnet.token(stream, state)
      if (style) kinds.fill(styles[style] ?? style, start + stream.start, start + stream.pos)
      stream.start = stream.pos
    }
    start += line.length + 1
  }
  return kinds
}

/** Every recorded snippet, and what the formatter makes of it: that one has lines. */
const recorded = golden.flatMap(({ snippet, formatted, formatError }) =>
  formatError === undefined ? [snippet, ...(formatted === undefined ? [] : [formatted])] : [],
)

it('looks at a long run of signs in a time that grows with it', () => {
  const long = '-'.repeat(200_000)
  expect(tokenize(long)).toHaveLength(200_000)
})

it('takes in each recorded snippet whole: between its tokens is white space alone', () => {
  expect(golden.length).toBeGreaterThan(500)
  expect(recorded.length).toBeGreaterThan(800)
  for (const text of recorded) {
    const tokens = tokenize(text)
    let at = 0
    let whole = ''
    for (const token of tokens) {
      expect(text.slice(at, token.start), text).toMatch(/^[ \t\r\n]*$/)
      expect(token.text, text).toBe(text.slice(token.start, token.end))
      whole += text.slice(at, token.end)
      at = token.end
    }
    expect(whole + text.slice(at)).toBe(text)
    expect(text.slice(at), text).toMatch(/^[ \t\r\n]*$/)
  }
})

it('finds the same comments, numbers and words in what the formatter makes of a snippet', () => {
  let compared = 0
  for (const { snippet, formatted } of golden) {
    if (formatted === undefined) continue
    const of = (text: string, kinds: readonly Token['kind'][]) =>
      tokenize(text)
        .filter(({ kind }) => kinds.includes(kind))
        .map(({ text: own }) => own.replaceAll(/\s+/g, ' '))
        .toSorted()
    expect(of(formatted, ['number', 'keyword']), snippet).toEqual(
      of(snippet, ['number', 'keyword']),
    )
    expect(of(formatted, ['comment']).length, snippet).toBe(of(snippet, ['comment']).length)
    compared += 1
  }
  expect(compared).toBeGreaterThan(400)
})

it('is the one that the editor colours by, in every line', () => {
  const blocks = table.map(([text]) => text.replaceAll('\r', ''))
  for (const text of [...golden.map(({ snippet }) => snippet), ...recorded, ...blocks]) {
    const whole = kindsOf(text, tokenize(text))
    const byLine = editorKinds(text)
    for (const [at, kind] of whole.entries()) {
      if (kind === undefined || text[at] === '\n' || /\s/.test(text[at] ?? '')) continue
      const own = byLine[at]
      // The editor shows `std` and its member as one.
      if (own === 'standard') continue
      const fits = own === 'keyword or sign' ? kind === 'keyword' || kind === 'sign' : own === kind
      expect(fits, `${text} at ${at}: ${own}, not ${kind}`).toBe(true)
    }
  }
})
