import type { StreamParser } from '@codemirror/language'

/** What a line may begin in the middle of. */
export interface JsonnetState {
  inside: 'code' | 'comment' | 'string' | 'text-block'
  /** The quote that ends a string. */
  quote: string
  /** A string with `@` before it: only a doubled quote stands for itself. */
  verbatim: boolean
}

/** The part of CodeMirror's stream that the tokenizer needs, so that it is tested without an editor. */
export interface CharacterStream {
  sol(): boolean
  eol(): boolean
  next(): string | void
  skipToEnd(): void
  eatSpace(): boolean
  eatWhile(match: RegExp): boolean
  match(pattern: RegExp | string, consume?: boolean): RegExpMatchArray | boolean | null
}

const keywords = new Set(
  'assert else error for function if import importbin importstr in local tailstrict then'.split(
    ' ',
  ),
)
const atoms = new Set(['true', 'false', 'null'])
const variables = new Set(['self', 'super', '$'])

function readString(stream: CharacterStream, state: JsonnetState): string {
  while (!stream.eol()) {
    const character = stream.next()
    if (character === '\\' && !state.verbatim) stream.next()
    else if (character === state.quote) {
      if (state.verbatim && stream.match(state.quote)) continue
      state.inside = 'code'
      break
    }
  }
  return 'string'
}

function readComment(stream: CharacterStream, state: JsonnetState): string {
  while (!stream.eol()) {
    if (stream.match('*/')) {
      state.inside = 'code'
      break
    }
    stream.next()
  }
  return 'comment'
}

function readTextBlock(stream: CharacterStream, state: JsonnetState): string {
  // The block ends at a line that has `|||` alone before whatever follows.
  if (stream.sol() && stream.match(/^[ \t]*\|\|\|/)) state.inside = 'code'
  else stream.skipToEnd()
  return 'string'
}

function readCode(stream: CharacterStream, state: JsonnetState): string | null {
  if (stream.eatSpace()) return null
  if (stream.match('//') || stream.match('#')) {
    stream.skipToEnd()
    return 'comment'
  }
  if (stream.match('/*')) {
    state.inside = 'comment'
    return readComment(stream, state)
  }
  if (stream.match(/^\|\|\|-?[ \t]*$/)) {
    state.inside = 'text-block'
    return 'string'
  }
  const opening = stream.match(/^@?["']/)
  if (opening) {
    const text = Array.isArray(opening) ? (opening[0] ?? '') : ''
    state.inside = 'string'
    state.verbatim = text.startsWith('@')
    state.quote = text.at(-1) ?? '"'
    return readString(stream, state)
  }
  if (stream.match(/^\d[\d_]*(\.\d+)?([eE][+-]?\d+)?/)) return 'number'
  const word = stream.match(/^[A-Za-z_]\w*|^\$/)
  if (word) {
    const text = Array.isArray(word) ? (word[0] ?? '') : ''
    if (keywords.has(text)) return 'keyword'
    if (atoms.has(text)) return 'atom'
    if (variables.has(text)) return 'variableName.special'
    if (text === 'std') {
      stream.match(/^\.[A-Za-z_]\w*/)
      return 'variableName.standard'
    }
    return stream.match(/^\s*:{1,3}(?!:)/, false) ? 'propertyName' : 'variableName'
  }
  if (stream.match(/^[-+*/%&|^=<>!~:]+/)) return 'operator'
  stream.next()
  return 'punctuation'
}

/** Jsonnet's tokens: https://jsonnet.org/ref/spec.html#lexing */
export const jsonnet = {
  name: 'jsonnet',
  startState: (): JsonnetState => ({ inside: 'code', quote: '"', verbatim: false }),
  copyState: (state: JsonnetState): JsonnetState => ({ ...state }),
  token(stream: CharacterStream, state: JsonnetState): string | null {
    if (state.inside === 'comment') return readComment(stream, state)
    if (state.inside === 'string') return readString(stream, state)
    if (state.inside === 'text-block') return readTextBlock(stream, state)
    return readCode(stream, state)
  },
  blankLine(): void {
    // A blank line ends nothing: the state goes on as it is.
  },
  languageData: {
    commentTokens: { line: '//', block: { open: '/*', close: '*/' } },
    closeBrackets: { brackets: ['(', '[', '{', "'", '"'] },
    indentOnInput: /^\s*[}\])]$/,
  },
} satisfies StreamParser<JsonnetState>
