import { StringStream } from '@codemirror/language'
import { jsonnet } from '../../../../components/mapper-editor/jsonnet-language'

/** A piece of a line; `kind` names its class. */
export interface CodePart {
  readonly text: string
  readonly kind?: 'comment' | 'string' | 'number' | 'keyword' | 'property'
}

const kinds: ReadonlyMap<string | null, CodePart['kind']> = new Map([
  ['comment', 'comment'],
  ['string', 'string'],
  ['number', 'number'],
  ['keyword', 'keyword'],
  ['atom', 'keyword'],
  ['variableName.special', 'keyword'],
  ['variableName.standard', 'keyword'],
  ['propertyName', 'property'],
])

/** Colored pieces of a mapper, where an editor would take the focus. */
export function highlightJsonnet(text: string): CodePart[][] {
  const state = jsonnet.startState()
  return text.split('\n').map((line) => {
    const stream = new StringStream(line, 2, 2)
    const parts: CodePart[] = []
    while (!stream.eol()) {
      const kind = kinds.get(jsonnet.token(stream, state))
      const last = parts.at(-1)
      if (last && last.kind === kind) {
        parts[parts.length - 1] = { ...last, text: last.text + stream.current() }
      } else parts.push({ text: stream.current(), ...(kind ? { kind } : {}) })
      stream.start = stream.pos
    }
    return parts
  })
}
