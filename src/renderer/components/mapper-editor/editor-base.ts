import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
  isolateHistory,
  redoDepth,
  undoDepth,
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
import type { TextEdit } from '../../../core/mapper/lint/rule'
import { codeTheme } from '../texts/code-theme'
import { editorTheme } from './editor-theme'
import { lineEndOf, withPlainLineEnds } from './line-ends'
import { openProblems } from './problems-panel'
import { t } from '../../../core/language/translate'
import { diffIndices } from 'node-diff3'
import { mostMergedPairs, pairsOf } from '../../../core/draft/merge-text'

/** The smallest edits from one text to another, in order and without overlap, so that cursor, folds and marks stay. */
export function minimalEdits(before: string, after: string): TextEdit[] {
  if (before === after) return []
  const whole = trimmed(before, after, { start: 0, end: before.length, text: after })
  const left = before.slice(whole.start, whole.end)
  if (!left.includes('\n') || !whole.text.includes('\n')) return [whole]
  // Extends to whole lines, otherwise the first and last would never match.
  const start = before.slice(0, whole.start).lastIndexOf('\n') + 1
  const tail = before.indexOf('\n', whole.end)
  const end = tail < 0 ? before.length : tail
  const old = before.slice(start, end).split('\n')
  const put = after.slice(start, after.length - (before.length - end)).split('\n')
  if (pairsOf(old, put) > mostMergedPairs) return [whole]
  const starts = lineStarts(old, start)
  const edits = diffIndices(old, put).map(({ buffer1: [from, count], buffer2: [at, length] }) => {
    const lines = put.slice(at, at + length)
    return lineEdit(before, { starts, from, count, lines, isLast: from + count === old.length })
  })
  return joined(edits)
}

/** Merges adjacent edits, since the order of two at one place would be ambiguous. */
function joined(edits: readonly TextEdit[]): TextEdit[] {
  const result: TextEdit[] = []
  for (const edit of edits) {
    const last = result.at(-1)
    if (last?.end === edit.start) {
      result[result.length - 1] = { ...last, end: edit.end, text: last.text + edit.text }
    } else result.push(edit)
  }
  return result
}

interface Lines {
  readonly starts: readonly number[]
  readonly from: number
  readonly count: number
  readonly lines: readonly string[]
  readonly isLast: boolean
}

/** Replaces lines, each with its line end. */
function lineEdit(before: string, { starts, from, count, lines, isLast }: Lines): TextEdit {
  const start = starts[from] ?? 0
  const end = starts[from + count] ?? start
  if (count > 0 && lines.length > 0) {
    const edit = { start, end: end - 1, text: lines.join('\n') }
    return trimmed(before, edit.text, edit)
  }
  // The last line has its line end before it.
  if (lines.length === 0) {
    return isLast && start > 0
      ? { start: start - 1, end: end - 1, text: '' }
      : { start, end, text: '' }
  }
  return isLast
    ? { start: start - 1, end: start - 1, text: `\n${lines.join('\n')}` }
    : { start, end: start, text: `${lines.join('\n')}\n` }
}

/** Start of each line, and of a virtual line after the end. */
function lineStarts(lines: readonly string[], first: number): number[] {
  const starts = [first]
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length + 1)
  return starts
}

/** Removes the common start and end of both sides. */
function trimmed(before: string, put: string, { start, end }: TextEdit): TextEdit {
  const most = Math.min(end - start, put.length)
  let head = 0
  while (head < most && before[start + head] === put[head]) head++
  let tail = 0
  while (tail < most - head && before[end - 1 - tail] === put[put.length - 1 - tail]) tail++
  return { start: start + head, end: end - tail, text: put.slice(head, put.length - tail) }
}

/** What all editors of the mapper screen share. */
export interface CodeEditor {
  /** Every line end in it is `\n`. */
  text(): string
  /**
   * Replaces the text from outside, such as after an undo of the draft; not reported, and clears the editor's own
   * history.
   */
  setText(text: string): void
  setReadOnly(readOnly: boolean): void
  showProblems(): void
  focus(): void
  destroy(): void
}

export interface CodeEditorOptions {
  readonly parent: HTMLElement
  readonly text: string
  readonly readOnly: boolean
  /** With `\r\n` if that was its only line end, else `\n`. */
  readonly onChange: (text: string) => void
  readonly onBlur: () => void
}

/** CodeMirror's own words, as the app writes them. */
const phrases: Readonly<Record<string, string>> = {
  next: t('Next'),
  previous: t('Previous'),
  all: t('Select all'),
  'match case': t('Match case'),
  regexp: t('Pattern'),
  'by word': t('Whole words'),
  replace: t('Replace'),
  'replace all': t('Replace all'),
  close: t('Close'),
  go: t('Go'),
  Find: t('Find'),
  Replace: t('Replace'),
  'Go to line': t('Go to line'),
  'current match': t('current match'),
  'on line': t('on line'),
  'replaced match on line $': t('replaced match on line $'),
  'replaced $ matches': t('replaced $ matches'),
  Completions: t('Completions'),
  'Selection deleted': t('Selection deleted'),
  'Folded lines': t('Folded lines'),
  'Unfolded lines': t('Unfolded lines'),
  to: t('to'),
  'folded code': t('folded code'),
  unfold: t('unfold'),
  'Control character': t('Control character'),
}

/** CodeMirror lets Tab leave the editor once after Escape; this says so. */
const leaving = t('Tab indents. Press Escape, then Tab, to leave the editor.')

/** Ctrl+Enter runs the mapper instead of adding a line. */
const defaultKeys = defaultKeymap.filter(({ key }) => key !== 'Mod-Enter')

/** Keys without a step to undo go on to the draft. */
const historyKeys = historyKeymap.map(({ preventDefault: _left, ...binding }) => binding)

/** `undo` and `redo` while the editor's history has such steps. */
function ownHistory({ state }: EditorView): Record<string, string> | null {
  const words = [
    ...(undoDepth(state) > 0 ? ['undo'] : []),
    ...(redoDepth(state) > 0 ? ['redo'] : []),
  ]
  return words.length === 0 ? null : { 'data-own-history': words.join(' ') }
}

function closeTips(view: EditorView): boolean {
  if (!hasHoverTooltips(view.state)) return false
  view.dispatch({ effects: closeHoverTooltips })
  return true
}

const toChanges = (edits: readonly TextEdit[]) =>
  edits.map(({ start, end, text }) => ({ from: start, to: end, insert: text }))

/** Creates the view that all editors of the mapper screen share. */
export function createCodeEditor(
  options: CodeEditorOptions & { readonly name: string; readonly extensions: Extension },
): CodeEditor & { readonly view: EditorView; replaceText(text: string, event: string): void } {
  let silent = false
  let lineEnd = lineEndOf(options.text)
  const readOnly = new Compartment()
  const ownSteps = new Compartment()
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
    ownSteps.of(history()),
    EditorView.editorAttributes.of(ownHistory),
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
      ...historyKeys,
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
      if (update.docChanged && !silent) {
        options.onChange(update.state.doc.sliceString(0, undefined, lineEnd))
      }
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
      changes: toChanges(edits),
      annotations: [Transaction.userEvent.of(userEvent), isolateHistory.of('full')],
    })
  }
  return {
    view,
    replaceText,
    text: () => view.state.doc.toString(),
    setText(text) {
      silent = true
      lineEnd = lineEndOf(text)
      replaceText(text, 'set')
      // Removing and adding the extension empties the history.
      view.dispatch({ effects: ownSteps.reconfigure([]) })
      view.dispatch({ effects: ownSteps.reconfigure(history()) })
      silent = false
    },
    setReadOnly: (value) => view.dispatch({ effects: readOnly.reconfigure(access(value)) }),
    showProblems: () => openProblems(view),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  }
}
