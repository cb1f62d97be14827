import { json } from '@codemirror/lang-json'
import { linter } from '@codemirror/lint'
import type { EditorView } from '@codemirror/view'
import { diagnostics, toDiagnostics } from './diagnostics'
import { createCodeEditor, type CodeEditor, type CodeEditorOptions } from './editor-base'
import { folding, highlighting } from './jsonnet-support'
import { placeOf, scanJson } from '../../../core/model/json-scan'
import { t } from '../../../core/language/translate'

interface JsonProblem {
  readonly from: number
  readonly to: number
  readonly message: string
}

const mostNested = 500

/** The marked range of a mistake: a quoted text or the rest of its line, a word or number. */
const marked = /"(?:[^"\\\n]|\\.)*"?|[\w$.+-]+/y

/** Says what is wrong with a text that must be a JSON object; nothing for blank text. */
export function jsonProblem(text: string): JsonProblem | undefined {
  if (text.trim() === '') return undefined
  const scan = scanJson(text, 0, mostNested)
  if (!scan.ok) return problemAt(text, scan.offset, endOfMark(text, scan.offset), scan.message)
  const more = text.slice(scan.end).search(/[^ \t\n\r]/)
  if (more >= 0) {
    return problemAt(
      text,
      scan.end + more,
      text.length,
      t('the JSON has already ended before this'),
    )
  }
  const start = text.search(/[^ \t\n\r]/)
  if (text[start] === '{') return undefined
  return problemAt(text, start, scan.end, t('claims must be an object: { … }'))
}

function endOfMark(text: string, from: number): number {
  marked.lastIndex = from
  const { length } = marked.exec(text)?.[0] ?? ' '
  return Math.min(text.length, from + length)
}

function problemAt(text: string, from: number, to: number, words: string): JsonProblem {
  const { line, column } = placeOf(text, from)
  const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)}`
  const message = t('{sentence} (line {line}, column {column})', { sentence, line, column })
  return { from, to, message }
}

export interface ClaimsEditorOptions extends CodeEditorOptions {
  readonly name: string
}

export type ClaimsEditor = CodeEditor

const quietMilliseconds = 200

function lint({ state }: EditorView) {
  const problem = state.readOnly ? undefined : jsonProblem(state.doc.toString())
  return toDiagnostics(state.doc, problem ? [{ ...problem, severity: 'error' }] : [])
}

/** An editor for a JSON object that marks invalid text after a pause in typing. */
export function createClaimsEditor(options: ClaimsEditorOptions): ClaimsEditor {
  const {
    view: _view,
    replaceText: _replaceText,
    ...editor
  } = createCodeEditor({
    ...options,
    extensions: [
      diagnostics,
      linter(lint, { delay: quietMilliseconds }),
      json(),
      highlighting,
      folding(),
    ],
  })
  return editor
}
