import { syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import type { Bindings } from './mapper-scan'

/** Characters examined around the cursor, so that long texts cost no more than short ones. */
export const reach = 400

const root = String.raw`std\s*\.\s*extVar\(\s*(?:'[a-z]+'|"[a-z]+")\s*\)|[A-Za-z_]\w*`
const member = String.raw`\s*\.\s*[A-Za-z_]\w*|\s*\[\s*(?:'[^'\\\n]*'|"[^"\\\n]*")\s*\]`
const chain = String.raw`(?<![\w.$])(?:${root})(?:${member})*?`
const wholeChain = String.raw`(?:${root})(?:${member})*`

const memberBefore = new RegExp(String.raw`(${chain})\s*\.\s*(\w*)$`)
const indexBefore = new RegExp(String.raw`(${wholeChain})\s*\[\s*$`)
const lookUpBefore = new RegExp(
  String.raw`(?<![\w.])std\s*\.\s*(?:get|objectHas(?:All|Ex)?)\s*\(\s*(${wholeChain})\s*,\s*$`,
)
const extVarBefore = /(?<![\w.])std\s*\.\s*extVar\(\s*$/
const inAfter = new RegExp(String.raw`^\s*in\s+(${wholeChain})`)

/** A string that names a field: `'email' in claims`, `claims['email']`. */
export interface FieldString {
  readonly kind: 'field-string'
  readonly of: string
  readonly quote: string
  readonly from: number
  readonly to: number
}

/** A name after a dot: `claims.em`. */
export interface Member {
  readonly kind: 'member'
  readonly of: string
  readonly point: number
  readonly from: number
}

export interface Word {
  readonly kind: 'word'
  readonly from: number
  /** Whether a new name is being declared, so that no existing one fits. */
  readonly isNew: boolean
}

export type Place = FieldString | Member | Word

/** What is being written at a position; nothing in comments and plain strings. */
export function placeAt(state: EditorState, position: number): Place | undefined {
  const node = syntaxTree(state).resolveInner(position, -1)
  if (node.name.includes('comment')) return undefined
  const before = state.sliceDoc(Math.max(0, position - reach), position)
  if (node.name.includes('string') && node.from < position) {
    const text = state.sliceDoc(node.from, node.to)
    const isClosed = node.to === position && text.length > 1 && text.at(-1) === text[0]
    if (!isClosed) return fieldString(state, node.from, node.to)
  }
  const found = memberBefore.exec(before)
  if (found) {
    const [whole, of = '', name = ''] = found
    const point = position - whole.length + whole.lastIndexOf('.')
    return { kind: 'member', of, point, from: position - name.length }
  }
  const word = /(?<![\w.$])[A-Za-z_]\w*$/.exec(before)?.[0] ?? ''
  // A number, or a member of an unknown object.
  if (word === '' && /[\w.]$/.test(before)) return undefined
  const from = position - word.length
  const isNew = /(?<![\w.])(?:local|for)\s+$/.test(before.slice(0, before.length - word.length))
  return { kind: 'word', from, isNew }
}

function fieldString(state: EditorState, start: number, end: number): FieldString | undefined {
  const text = state.sliceDoc(start, end)
  const quote = text[0]
  if (quote !== "'" && quote !== '"') return undefined
  const isClosed = text.length > 1 && text.at(-1) === quote
  const place = { quote, from: start + 1, to: isClosed ? end - 1 : end }
  const before = state.sliceDoc(Math.max(0, start - reach), start)
  const after = state.sliceDoc(end, end + reach)
  if (extVarBefore.test(before)) return { kind: 'field-string', of: 'std.extVar', ...place }
  const of =
    inAfter.exec(after)?.[1] ?? indexBefore.exec(before)?.[1] ?? lookUpBefore.exec(before)?.[1]
  return of === undefined ? undefined : { kind: 'field-string', of, ...place }
}

/** Path of an expression such as `claims.raw_claims`; `undefined` if it is not about claims or identity. */
export function pathOfText(text: string, bindings: Bindings): readonly string[] | undefined {
  const call = /^std\s*\.\s*extVar\(\s*['"](claims|scim|identity)['"]\s*\)/.exec(text)
  const name = /^[A-Za-z_]\w*/.exec(text)?.[0] ?? ''
  const start = call?.[1] === undefined ? bindings.get(name) : [call[1]]
  const rest = text.slice(call ? call[0].length : name.length)
  if (!start) return undefined
  const steps = rest.matchAll(/\.\s*([A-Za-z_]\w*)|\[\s*(?:'([^']*)'|"([^"]*)")\s*\]/g)
  return [
    ...start,
    ...[...steps].map(([, plain, single, double]) => plain ?? single ?? double ?? ''),
  ]
}
