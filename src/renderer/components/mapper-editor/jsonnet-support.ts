import {
  codeFolding,
  foldGutter,
  foldKeymap,
  foldService,
  indentService,
  StreamLanguage,
  syntaxHighlighting,
  syntaxTree,
} from '@codemirror/language'
import { keymap, type ViewUpdate } from '@codemirror/view'
import { foldOfLine, isScanned } from './mapper-state'
import { t } from '../../../core/language/translate'
import { jsonnet } from './jsonnet-language'

/** Own classes instead of a highlight style, so that the theme's CSS variables apply. */
const classes: readonly (readonly [string, string])[] = [
  ['comment', 'code-comment'],
  ['string', 'code-string'],
  ['number', 'code-number'],
  ['keyword', 'code-keyword'],
  ['atom', 'code-keyword'],
  ['bool', 'code-keyword'],
  ['null', 'code-keyword'],
  ['propertyName', 'code-property'],
  ['standard', 'code-standard'],
  ['special', 'code-keyword'],
]

const highlighter = {
  style(tags: readonly { toString(): string }[]): string | null {
    const name = tags.map(String).join(' ')
    return classes.find(([part]) => name.includes(part))?.[1] ?? null
  },
}

/** Gives tokens of any language the classes that `editorTheme` colours. */
export const highlighting = syntaxHighlighting(highlighter)

/** Indentation after a line: one step more if it opens a bracket. */
export function indentAfter(above: string, text: string, unit: number): number {
  const indent = /^ */.exec(above)?.[0].length ?? 0
  const opens = /[{[(]\s*(?:\/\/.*|#.*)?$/.test(above)
  const closes = /^\s*[}\])]/.test(text)
  if (opens === closes) return indent
  return opens ? indent + unit : Math.max(0, indent - unit)
}

const indentation = indentService.of((context, position) => {
  const { state, unit } = context
  const token = syntaxTree(state).resolveInner(position, -1).name
  if (token.includes('string') || token.includes('comment')) return null
  const { text } = context.lineAt(position)
  const own = state.doc.lineAt(position)
  // For a simulated break, the text before it is the line above.
  if (context.simulatedBreak === position) {
    return indentAfter(state.sliceDoc(own.from, position), text, unit)
  }
  let number = own.number - 1
  while (number > 1 && state.doc.line(number).text.trim() === '') number--
  return number < 1 ? 0 : indentAfter(state.doc.line(number).text, text, unit)
})

/** Colors, comments, bracket pairs and indentation. */
export const jsonnetSupport = [StreamLanguage.define(jsonnet), highlighting, indentation]

export function folding(options: { foldingChanged?: (update: ViewUpdate) => boolean } = {}) {
  return [
    codeFolding({
      placeholderDOM(_view, onClick) {
        const element = document.createElement('span')
        element.className = 'cm-foldPlaceholder'
        element.textContent = '…'
        element.title = t('Unfold')
        element.addEventListener('click', onClick)
        return element
      },
    }),
    foldGutter({
      ...options,
      markerDOM(open) {
        const element = document.createElement('span')
        element.className = open ? 'cm-fold cm-fold-open' : 'cm-fold'
        element.title = open ? t('Fold') : t('Unfold')
        return element
      },
    }),
    keymap.of(foldKeymap),
  ]
}

/** Folding of Jsonnet. */
export const mapperFolding = [foldService.of(foldOfLine), folding({ foldingChanged: isScanned })]
