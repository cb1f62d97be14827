import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
  isolateHistory,
} from '@codemirror/commands'
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState, Transaction, type Extension } from '@codemirror/state'
import {
  closeHoverTooltips,
  drawSelection,
  EditorView,
  hasHoverTooltips,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import type { TextEdit } from '../../../../core/mapper/lint/rule'
import { codeTheme } from '../../../components/code-theme'
import { editorTheme } from './editor-theme'
import { withPlainLineEnds } from './line-ends'
import { minimalEdits } from './minimal-edits'
import { openProblems } from './problems-panel'

/** What the lab's editors share. */
export interface CodeEditor {
  /** Every line end in it is `\n`. */
  text(): string
  /** Puts another text in place, as after an undo of the draft; no change is reported for it. */
  setText(text: string): void
  setReadOnly(readOnly: boolean): void
  /** Opens the list of problems and goes into it. */
  showProblems(): void
  focus(): void
  destroy(): void
}

export interface CodeEditorOptions {
  readonly parent: HTMLElement
  readonly text: string
  readonly readOnly: boolean
  readonly onChange: (text: string) => void
  readonly onBlur: () => void
}

/** CodeMirror's own words, as the app writes them. */
const phrases: Readonly<Record<string, string>> = {
  next: 'Next',
  previous: 'Previous',
  all: 'Select all',
  'match case': 'Match case',
  regexp: 'Pattern',
  'by word': 'Whole words',
  replace: 'Replace',
  'replace all': 'Replace all',
  close: 'Close',
  go: 'Go',
}

/** Tab would trap the keyboard: CodeMirror lets it pass once after Escape, and this says so. */
const leaving = 'Tab indents. Press Escape, then Tab, to leave the editor.'

/** Ctrl+Enter runs the mapper; here it would put in a line. */
const defaultKeys = defaultKeymap.filter(({ key }) => key !== 'Mod-Enter')

function closeTips(view: EditorView): boolean {
  if (!hasHoverTooltips(view.state)) return false
  view.dispatch({ effects: closeHoverTooltips })
  return true
}

const changesOf = (edits: readonly TextEdit[]) =>
  edits.map(({ start, end, text }) => ({ from: start, to: end, insert: text }))

/** A view with what every editor of the lab has, and the handle that goes with it. */
export function createCodeEditor(
  options: CodeEditorOptions & { readonly name: string; readonly extensions: Extension },
): CodeEditor & { readonly view: EditorView; replaceText(text: string, event: string): void } {
  let silent = false
  const readOnly = new Compartment()
  const access = (value: boolean): Extension => [
    EditorState.readOnly.of(value),
    EditorView.contentAttributes.of(value ? {} : { 'aria-description': leaving }),
  ]
  const extensions: Extension = [
    options.extensions,
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    drawSelection(),
    history(),
    indentUnit.of('  '),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    search({ top: true }),
    highlightSelectionMatches(),
    codeTheme,
    editorTheme,
    EditorState.phrases.of(phrases),
    keymap.of([
      { key: 'Escape', run: closeTips },
      ...closeBracketsKeymap,
      ...defaultKeys,
      ...historyKeymap,
      ...searchKeymap,
      indentWithTab,
    ]),
    EditorView.contentAttributes.of({
      'aria-label': options.name,
      'aria-multiline': 'true',
      tabindex: '0',
    }),
    EditorView.lineWrapping,
    readOnly.of(access(options.readOnly)),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !silent) options.onChange(update.state.doc.toString())
    }),
    EditorView.domEventHandlers({
      blur: () => {
        options.onBlur()
        return false
      },
    }),
  ]
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({ doc: options.text, extensions }),
  })
  function replaceText(text: string, userEvent: string): void {
    const edits = minimalEdits(view.state.doc.toString(), withPlainLineEnds(text))
    if (edits.length === 0) return
    view.dispatch({
      changes: changesOf(edits),
      annotations: [Transaction.userEvent.of(userEvent), isolateHistory.of('full')],
    })
  }
  return {
    view,
    replaceText,
    text: () => view.state.doc.toString(),
    setText(text) {
      silent = true
      replaceText(text, 'set')
      silent = false
    },
    setReadOnly: (value) => view.dispatch({ effects: readOnly.reconfigure(access(value)) }),
    showProblems: () => openProblems(view),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  }
}
