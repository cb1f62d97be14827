import type { EditorState } from '@codemirror/state'
import { activateHover, EditorView, hoverTooltip, keymap, type Tooltip } from '@codemirror/view'
import { unreachedWords } from './coverage'
import { helpElement, helpText, remarkElement } from './help-element'
import { helpAt } from './mapper-help'
import { t } from '../../../core/language/translate'

/** What is known of a word, and what the margin says of its line. */
export function helpTooltip({ state }: EditorView, position: number): Tooltip | null {
  const help = helpAt(state, position)
  const unreached = unreachedWords(state, state.doc.lineAt(position).from)
  if (!help && unreached === undefined) return null
  return {
    pos: help?.from ?? position,
    ...(help ? { end: help.to } : {}),
    above: true,
    create: () => {
      const dom = document.createElement('div')
      if (help) dom.append(helpElement(help))
      if (unreached !== undefined) dom.append(remarkElement(unreached))
      return { dom }
    },
  }
}

const hover = hoverTooltip(helpTooltip, { hideOnChange: true })

/** All that is known of the cursor's place, to be read out. */
export function wordsAt(state: EditorState, position: number): string {
  const help = helpAt(state, position)
  const unreached = unreachedWords(state, state.doc.lineAt(position).from)
  const words = [help && helpText(help), unreached].filter((text) => text !== undefined)
  return words.length > 0 ? words.join('. ') : t('There is no help for this word')
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
