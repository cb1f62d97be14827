import type { StreamParser } from '@codemirror/language'
import { lexAt, type Open } from '../../../core/mapper/lint/tokens'

/** State at the start of a line. */
export interface JsonnetState {
  open?: Open | undefined
}

/** The part of CodeMirror's stream that the tokenizer uses, so that tests need no editor. */
export interface CharacterStream {
  readonly string: string
  pos: number
  eatSpace(): boolean
}

const atoms = new Set(['true', 'false', 'null'])
const variables = new Set(['self', 'super'])

/** How a keyword is shown. */
function wordStyle(text: string): string {
  if (atoms.has(text)) return 'atom'
  return variables.has(text) ? 'variableName.special' : 'keyword'
}

function signStyle(text: string): string {
  if (text === '$') return 'variableName.special'
  return /^[{}[\](),.;]$/.test(text) ? 'punctuation' : 'operator'
}

/** Colors the tokens of the mapper lexer, line by line. */
export const jsonnet = {
  name: 'jsonnet',
  startState: (): JsonnetState => ({}),
  copyState: (state: JsonnetState): JsonnetState => ({ ...state }),
  token(stream: CharacterStream, state: JsonnetState): string | null {
    if (!state.open && stream.eatSpace()) return null
    const { string: line, pos: start } = stream
    const found = lexAt(line, start, state.open)
    stream.pos = found?.end ?? start + 1
    state.open = found?.open
    if (!found) return 'punctuation'
    const text = line.slice(start, found.end)
    switch (found.kind) {
      case 'keyword':
        return wordStyle(text)
      case 'sign':
        return signStyle(text)
      case 'name': {
        const rest = line.slice(found.end)
        if (text !== 'std') return /^\s*\+?:{1,3}(?!:)/.test(rest) ? 'propertyName' : 'variableName'
        stream.pos += /^\.[A-Za-z_]\w*/.exec(rest)?.[0].length ?? 0
        return 'variableName.standard'
      }
      case 'comment':
      case 'string':
      case 'number':
        return found.kind
    }
  },
  blankLine(): void {
    // A blank line keeps the state.
  },
  languageData: {
    commentTokens: { line: '//', block: { open: '/*', close: '*/' } },
    closeBrackets: { brackets: ['(', '[', '{', "'", '"'] },
    indentOnInput: /^\s*[}\])]$/,
  },
} satisfies StreamParser<JsonnetState>
