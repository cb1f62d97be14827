import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { EditorState, RangeSetBuilder, StateField, type Text } from '@codemirror/state'
import { Decoration, drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view'
import { lineSides, type LineSide } from '../../../core/draft/merge-text'
import { codeTheme } from '../../components/texts/code-theme'

export interface MergeEditor {
  /** Replaces the text without reporting a change. */
  setText(text: string): void
  focus(): void
  destroy(): void
}

const classes: Record<Exclude<LineSide, 'both'>, string> = {
  mark: 'merge-mark',
  mine: 'merge-mine',
  theirs: 'merge-theirs',
}

function markLines(text: Text) {
  const builder = new RangeSetBuilder<Decoration>()
  lineSides(text.toString()).forEach((side, index) => {
    if (side === 'both') return
    const { from } = text.line(index + 1)
    builder.add(from, from, Decoration.line({ class: classes[side] }))
  })
  return builder.finish()
}

const clashLines = StateField.define({
  create: ({ doc }) => markLines(doc),
  update: (lines, { docChanged, newDoc }) => (docChanged ? markLines(newDoc) : lines),
  provide: (field) => EditorView.decorations.from(field),
})

const theme = EditorView.theme({
  '&': { maxHeight: '280px' },
  '.cm-scroller': { overflow: 'auto' },
  '.merge-mark': { backgroundColor: 'var(--warning-weak)', color: 'var(--warning)' },
  '.merge-mine': { backgroundColor: 'var(--accent-weak)' },
  '.merge-theirs': { backgroundColor: 'var(--success-weak)' },
})

/** An editor for a merged text. Tab leaves it: indenting is rare here, and leaving is not. */
export function createMergeEditor(options: {
  readonly parent: HTMLElement
  readonly name: string
  readonly text: string
  readonly onChange: (text: string) => void
}): MergeEditor {
  let silent = false
  const extensions = [
    lineNumbers(),
    drawSelection(),
    history(),
    clashLines,
    codeTheme,
    theme,
    keymap.of([...defaultKeymap, ...historyKeymap]),
    EditorView.contentAttributes.of({
      'aria-label': options.name,
      'aria-multiline': 'true',
      tabindex: '0',
    }),
    EditorView.lineWrapping,
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !silent) options.onChange(update.state.doc.toString())
    }),
  ]
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({ doc: options.text, extensions }),
  })
  return {
    setText(text) {
      if (text === view.state.doc.toString()) return
      silent = true
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
      silent = false
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  }
}
