import type { EditorState } from '@codemirror/state'
import { activateHover, EditorView, hoverTooltip, keymap, type Tooltip } from '@codemirror/view'
import { unreachedWords } from './coverage'
import { helpElement, helpText } from './help-element'
import { helpAt } from './mapper-help'

function helpTooltip({ state }: EditorView, position: number): Tooltip | null {
  const help = helpAt(state, position)
  if (!help) return null
  return {
    pos: help.from,
    end: help.to,
    above: true,
    create: () => ({ dom: helpElement(help) }),
  }
}

const hover = hoverTooltip(helpTooltip, { hideOnChange: true })

/** All that is known of the cursor's place, to be read out. */
export function wordsAt(state: EditorState, position: number): string {
  const help = helpAt(state, position)
  const unreached = unreachedWords(state, state.doc.lineAt(position).from)
  const words = [help && helpText(help), unreached].filter((text) => text !== undefined)
  return words.length > 0 ? words.join('. ') : 'There is no help for this word'
}

/** The same help without a pointer; a screen reader says it, and what the margin says. */
function showHelp(view: EditorView): boolean {
  const position = view.state.selection.main.head
  view.dispatch({ effects: EditorView.announce.of(wordsAt(view.state, position)) })
  const until = ({ docChanged, selection }: { docChanged: boolean; selection?: unknown }) =>
    docChanged || selection !== undefined
  activateHover(view, position, 1, { tooltip: hover, until })
  return true
}

/** Help under the pointer, and at the cursor on Shift+F1 until Escape. */
export const hoverHelp = [hover, keymap.of([{ key: 'Shift-F1', run: showHelp }])]
