import type { EditorState } from '@codemirror/state'
import { activateHover, EditorView, hoverTooltip, keymap, type Tooltip } from '@codemirror/view'
import { unreachedWords } from './coverage'
import { helpElement, helpText, remarkElement, type Help, keywordHelp } from './help-element'
import { t } from '../../../core/language/translate'
import { syntaxTree } from '@codemirror/language'
import { findStdMember } from '../../../core/mapper/std/std-members'
import { pathOfText, placeAt } from './mapper-place'
import { mapperScan, sampleValues } from './mapper-state'
import { longValue, valueAt } from './sample-values'

/** Help and the place that it is about. */
interface PlacedHelp extends Help {
  readonly from: number
  readonly to: number
}

/** Help for the word at a position: a member of `std`, a claim or a keyword. */
export function helpAt(state: EditorState, position: number): PlacedHelp | undefined {
  const node = syntaxTree(state).resolveInner(position, 1)
  if (node.name.includes('string') && node.from < position) return helpOnString(state, position)
  const line = state.doc.lineAt(position)
  const at = position - line.from
  const left = /\w*$/.exec(line.text.slice(0, at))?.[0] ?? ''
  const right = /^\w*/.exec(line.text.slice(at))?.[0] ?? ''
  const word = left + right
  if (!/^[A-Za-z_]/.test(word)) return undefined
  const from = position - left.length
  const to = position + right.length
  const place = placeAt(state, to)
  if (place?.kind === 'member' && place.from === from) {
    if (place.of !== 'std') return helpOnClaim(state, place.of, word, { from, to })
    const member = findStdMember(word)
    return member && { from, to, code: member.signature, text: member.about, result: member.result }
  }
  if (place?.kind !== 'word') return undefined
  const help = helpOnWord(state, word)
  return help && { from, to, ...help }
}

function helpOnString(state: EditorState, position: number): PlacedHelp | undefined {
  const place = placeAt(state, position)
  if (place?.kind !== 'field-string' || place.of === 'std.extVar') return undefined
  const { from, to } = place
  return helpOnClaim(state, place.of, state.sliceDoc(from, to), { from, to })
}

function helpOnClaim(
  state: EditorState,
  of: string,
  name: string,
  place: { readonly from: number; readonly to: number },
): PlacedHelp | undefined {
  const path = pathOfText(of, state.field(mapperScan).bindings)
  if (!path) return undefined
  const whole = [...path, name]
  return { ...place, code: whole.join('.'), ...valueHelp(state, whole) }
}

function helpOnWord(state: EditorState, word: string): Help | undefined {
  const keyword = keywordHelp.get(word)
  if (keyword !== undefined) return { code: word, text: keyword }
  if (word === 'std') return { code: 'std', text: t('The standard library of Jsonnet.') }
  const path = state.field(mapperScan).bindings.get(word)
  return path && { code: path.join('.'), ...valueHelp(state, path) }
}

function valueHelp(state: EditorState, path: readonly string[]): Pick<Help, 'text' | 'value'> {
  const sample = state.field(sampleValues)
  const value = valueAt(sample, path)
  if (value !== undefined) return { text: t('In this sample:'), value: longValue(value) }
  const isThere = (path[0] === 'identity' ? sample.identity : sample.claims) !== undefined
  return { text: isThere ? t('Absent in this sample.') : t('There is no sample with it.') }
}

/** Help for a word and the margin's remark on its line. */
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

/** All that is known at the cursor, for screen readers. */
export function wordsAt(state: EditorState, position: number): string {
  const help = helpAt(state, position)
  const unreached = unreachedWords(state, state.doc.lineAt(position).from)
  const words = [help && helpText(help), unreached].filter((text) => text !== undefined)
  return words.length > 0 ? words.join('. ') : t('There is no help for this word')
}

/** The same help without a pointer, announced to screen readers. */
function showHelp(view: EditorView): boolean {
  const position = view.state.selection.main.head
  view.dispatch({ effects: EditorView.announce.of(wordsAt(view.state, position)) })
  const until = ({ docChanged, selection }: { docChanged: boolean; selection?: unknown }) =>
    docChanged || selection !== undefined
  activateHover(view, position, 1, { tooltip: hover, until })
  return true
}

/** Help on hover, and at the cursor on Shift+F1 until Escape. */
export const hoverHelp = [hover, keymap.of([{ key: 'Shift-F1', run: showHelp }])]
