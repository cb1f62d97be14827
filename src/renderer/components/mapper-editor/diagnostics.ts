import {
  lintGutter,
  linter,
  nextDiagnostic,
  previousDiagnostic,
  setDiagnosticsEffect,
  type Diagnostic,
} from '@codemirror/lint'
import { RangeSet, RangeValue, StateField, type Text } from '@codemirror/state'
import { Decoration, EditorView, keymap } from '@codemirror/view'
import { problemsPanel, toggleProblems } from './problems-panel'

export interface EditorDiagnostic {
  readonly from: number
  readonly to: number
  readonly severity: 'error' | 'warning' | 'info'
  readonly message: string
  /** Its origin: the engine, or the name of a rule. */
  readonly source?: string
  /** Fixes; each is a button. */
  readonly actions?: readonly { readonly name: string; readonly apply: () => void }[]
}

/** Converts remarks to CodeMirror's. Places beyond the text move to its end; one at the very end takes the last character. */
export function toDiagnostics(doc: Text, list: readonly EditorDiagnostic[]): Diagnostic[] {
  const within = (offset: number) => Math.max(0, Math.min(offset, doc.length))
  return list.map(({ from, to, severity, message, source, actions }) => {
    const start = within(Math.min(from, to))
    return {
      from: start === doc.length ? within(start - 1) : start,
      to: within(Math.max(from, to)),
      severity,
      message,
      ...(source === undefined ? {} : { source }),
      ...(actions
        ? { actions: actions.map(({ name, apply }) => ({ name, apply: () => apply() })) }
        : {}),
    }
  })
}

/** Moves with the text, so that an inserted line is not tinted. */
class ErrorStart extends RangeValue {
  override startSide = 1
  override endSide = 1
}
const errorStart = new ErrorStart()

const errorStarts = StateField.define<RangeSet<ErrorStart>>({
  create: () => RangeSet.empty,
  update(value, { effects, changes, newDoc }) {
    const effect = effects.find((item) => item.is(setDiagnosticsEffect))
    if (!effect) return value.map(changes)
    const errors = effect.value.filter(({ severity }) => severity === 'error')
    return RangeSet.of(
      errors.map(({ from }) => errorStart.range(Math.min(from, newDoc.length))),
      true,
    )
  },
})

const errorLine = Decoration.line({ class: 'cm-error-line' })

/** Tints the first line of each error, since a squiggle may be one character wide. */
const errorLines = EditorView.decorations.compute([errorStarts, 'doc'], (state) => {
  const lines = new Set<number>()
  for (const iterator = state.field(errorStarts).iter(); iterator.value; iterator.next()) {
    lines.add(state.doc.lineAt(iterator.from).from)
  }
  return Decoration.set(
    [...lines].map((from) => errorLine.range(from)),
    true,
  )
})

/** Squiggles, margin signs, tinted lines, and a panel that lists all problems. */
export const diagnostics = [
  linter(null),
  lintGutter(),
  errorStarts,
  errorLines,
  problemsPanel,
  keymap.of([
    { key: 'F8', run: nextDiagnostic },
    { key: 'Shift-F8', run: previousDiagnostic },
    { key: 'Mod-Shift-m', run: toggleProblems, preventDefault: true },
  ]),
]
