import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
  StreamLanguage,
  syntaxHighlighting,
} from '@codemirror/language'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { jsonnet } from './jsonnet-language'
import { codeTheme } from '../../components/code-theme'

export interface MapperEditor {
  text(): string
  /** Puts another text in place, as after an undo of the draft; no change is reported for it. */
  setText(text: string): void
  focus(): void
  destroy(): void
}

export interface MapperEditorOptions {
  readonly parent: HTMLElement
  readonly text: string
  readonly readOnly: boolean
  readonly onChange: (text: string) => void
  readonly onBlur: () => void
}

/** Our own classes in place of a highlight style: their colours are the theme's CSS variables. */
const classes: readonly (readonly [string, string])[] = [
  ['comment', 'jsonnet-comment'],
  ['string', 'jsonnet-string'],
  ['number', 'jsonnet-number'],
  ['keyword', 'jsonnet-keyword'],
  ['atom', 'jsonnet-keyword'],
  ['propertyName', 'jsonnet-property'],
  ['standard', 'jsonnet-standard'],
  ['special', 'jsonnet-keyword'],
]

const highlighter = {
  style(tags: readonly { toString(): string }[]): string | null {
    const name = tags.map(String).join(' ')
    return classes.find(([part]) => name.includes(part))?.[1] ?? null
  },
}

const theme = EditorView.theme({
  '&': { height: '100%' },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--sunken) 55%, transparent)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--accent-weak)',
    outline: '1px solid var(--accent)',
  },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--text)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--border)' },
  '.cm-textfield': {
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--control)',
    borderRadius: '6px',
  },
  '.cm-button': {
    backgroundColor: 'var(--surface)',
    backgroundImage: 'none',
    color: 'var(--text)',
    border: '1px solid var(--control)',
    borderRadius: '6px',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--warning-weak)' },
  '.cm-searchMatch-selected': { outline: '1px solid var(--accent)' },
  '.jsonnet-comment': { color: 'var(--text3)', fontStyle: 'italic' },
  '.jsonnet-string': { color: 'var(--success)' },
  '.jsonnet-number': { color: 'var(--warning)' },
  '.jsonnet-keyword': { color: 'var(--accent)' },
  '.jsonnet-property': { color: 'var(--text)', fontWeight: '600' },
  '.jsonnet-standard': { color: 'var(--accent)' },
})

/** An editor for Jsonnet with line numbers, brackets, search and a history of its own. */
export function createMapperEditor(options: MapperEditorOptions): MapperEditor {
  let silent = false
  const extensions = [
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    drawSelection(),
    history(),
    indentUnit.of('  '),
    indentOnInput(),
    bracketMatching(),
    search({ top: true }),
    highlightSelectionMatches(),
    StreamLanguage.define(jsonnet),
    syntaxHighlighting(highlighter),
    codeTheme,
    theme,
    // Tab would trap the keyboard; Escape then Tab leaves, as CodeMirror's keymap provides.
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, indentWithTab]),
    EditorView.contentAttributes.of({
      'aria-label': 'Mapper text',
      'aria-multiline': 'true',
      tabindex: '0',
    }),
    EditorView.lineWrapping,
    EditorState.readOnly.of(options.readOnly),
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
  return {
    text: () => view.state.doc.toString(),
    setText(text) {
      silent = true
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
      silent = false
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  }
}
