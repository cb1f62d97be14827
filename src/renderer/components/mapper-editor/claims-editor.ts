import { json } from '@codemirror/lang-json'
import { linter } from '@codemirror/lint'
import type { EditorView } from '@codemirror/view'
import { diagnostics, toDiagnostics } from './diagnostics'
import { createCodeEditor, type CodeEditor, type CodeEditorOptions } from './editor-base'
import { folding } from './fold'
import { jsonProblem } from './json-problem'
import { highlighting } from './jsonnet-support'

export interface ClaimsEditorOptions extends CodeEditorOptions {
  /** What assistive technology calls it. */
  readonly name: string
}

export type ClaimsEditor = CodeEditor

const quietMilliseconds = 200

function lint({ state }: EditorView) {
  const problem = state.readOnly ? undefined : jsonProblem(state.doc.toString())
  return toDiagnostics(state.doc, problem ? [{ ...problem, severity: 'error' }] : [])
}

/** An editor for a JSON object. It says where a text is no JSON, once the person pauses. */
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
