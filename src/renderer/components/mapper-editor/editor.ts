import { autocompletion } from '@codemirror/autocomplete'
import { isolateHistory } from '@codemirror/commands'
import { setDiagnostics } from '@codemirror/lint'
import { Transaction } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { MapperGiven } from '../../../core/mapper/given'
import type { TextEdit } from '../../../core/mapper/lint/rule'
import type { JsonObject } from '../../../core/model/json'
import { coverageGutter, nextUnreached, setUnreached, type UnreachedRange } from './coverage'
import { diagnostics, toDiagnostics, type EditorDiagnostic } from './diagnostics'
import { createCodeEditor, type CodeEditor, type CodeEditorOptions } from './editor-base'
import { mapperFolding, jsonnetSupport } from './jsonnet-support'
import { hoverHelp } from './hover'
import { plainOffset } from './line-ends'
import { completeMapper } from './mapper-completion'
import { mapperState, setSample } from './mapper-state'
import { t } from '../../../core/language/translate'

export type MapperEditorOptions = CodeEditorOptions

export interface GoToOptions {
  readonly focus: boolean
}

/** Offsets count UTF-16 units of the text as given, including `\r\n`; after an edit, of the last reported text. */
export interface MapperEditor extends CodeEditor {
  setDiagnostics(list: readonly EditorDiagnostic[]): void
  /** Values for completion after `claims.` and `identity.`, and for help. */
  setClaims(claims?: JsonObject, identity?: JsonObject, given?: MapperGiven): void
  setUnreached(ranges: readonly UnreachedRange[]): void
  /** Replaces the text by minimal edits: one undo step, reported as a change. */
  replaceAll(text: string): void
  /** Applies edits as one undo step. @returns false, without any change, if one lies outside the text */
  applyEdits(edits: readonly TextEdit[]): boolean
  /** Moves to the next uncovered part without taking the focus. @returns its line, from 1, and explanation */
  goToUnreached(): { readonly line: number; readonly words: string } | undefined
  goTo(offset: number, options?: GoToOptions): void
}

/** An editor for Jsonnet. Work on the whole text runs in typing pauses, so that no key waits. */
export function createMapperEditor(options: MapperEditorOptions): MapperEditor {
  /** The text as given, if its offsets differ from the editor's. */
  let given = windowsText(options.text)
  const { view, replaceText, ...editor } = createCodeEditor({
    ...options,
    name: t('Mapper text'),
    onChange(text) {
      given = windowsText(text)
      options.onChange(text)
    },
    extensions: [
      coverageGutter,
      diagnostics,
      mapperState,
      jsonnetSupport,
      autocompletion({ override: [completeMapper], icons: false }),
      hoverHelp,
      mapperFolding,
    ],
  })
  const own = (offset: number) => (given === undefined ? offset : plainOffset(given, offset))
  return {
    ...editor,
    setText(text) {
      editor.setText(text)
      given = windowsText(text)
    },
    setDiagnostics(list) {
      const moved = list.map((item) => ({ ...item, from: own(item.from), to: own(item.to) }))
      view.dispatch(setDiagnostics(view.state, toDiagnostics(view.state.doc, moved)))
    },
    setClaims(claims, identity, given = 'claims') {
      const sample = {
        given,
        ...(claims ? { claims } : {}),
        ...(identity ? { identity } : {}),
      }
      view.dispatch({ effects: setSample.of(sample) })
    },
    setUnreached(ranges) {
      const moved = ranges.map(({ start, end, words }) => ({
        start: own(start),
        end: own(end),
        words,
      }))
      view.dispatch({ effects: setUnreached(moved) })
    },
    replaceAll: (text) => replaceText(text, 'input.replace'),
    applyEdits(edits) {
      const changes = edits
        .map(({ start, end, text }) => ({ from: own(start), to: own(end), insert: text }))
        .sort((left, right) => left.from - right.from)
      if (!fits(changes, view.state.doc.length)) return false
      view.dispatch({
        changes,
        annotations: [Transaction.userEvent.of('input.fix'), isolateHistory.of('full')],
      })
      return true
    },
    goToUnreached() {
      const next = nextUnreached(view.state, view.state.selection.main.head)
      if (!next) return undefined
      view.dispatch({
        selection: { anchor: next.start },
        effects: EditorView.scrollIntoView(next.start, { y: 'center' }),
      })
      return { line: view.state.doc.lineAt(next.start).number, words: next.words }
    },
    goTo(offset, { focus } = { focus: true }) {
      const anchor = Math.max(0, Math.min(own(offset), view.state.doc.length))
      view.dispatch({
        selection: { anchor },
        effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
      })
      if (focus) view.focus()
    },
  }
}

const windowsText = (text: string) => (text.includes('\r\n') ? text : undefined)

/** Whether sorted changes lie in the text and do not overlap. */
function fits(
  changes: readonly { readonly from: number; readonly to: number }[],
  length: number,
): boolean {
  return changes.every(({ from, to }, index) => {
    const before = changes[index - 1]?.to ?? 0
    return before <= from && from <= to && to <= length
  })
}
