import { forEachDiagnostic, setDiagnosticsEffect, type Diagnostic } from '@codemirror/lint'
import { StateEffect, StateField } from '@codemirror/state'
import { EditorView, showPanel, type Panel } from '@codemirror/view'
import { t } from '../../../core/language/translate'
import { wordsOf } from '../../composables/severity-words'

interface Placed {
  readonly diagnostic: Diagnostic
  readonly from: number
}

const open = StateEffect.define<boolean>()

const isOpen = StateField.define<boolean>({
  create: () => false,
  update: (value, { effects }) =>
    effects.reduce((latest, effect) => (effect.is(open) ? effect.value : latest), value),
  provide: (field) => showPanel.from(field, (value) => (value ? createPanel : null)),
})

export function toggleProblems(view: EditorView): boolean {
  const isInside = panelOf(view)?.contains(document.activeElement) ?? false
  return isInside ? closeProblems(view) : openProblems(view)
}

export function openProblems(view: EditorView): boolean {
  view.dispatch({ effects: open.of(true) })
  panelOf(view)?.querySelector<HTMLElement>('button')?.focus()
  return true
}

function closeProblems(view: EditorView): boolean {
  view.dispatch({ effects: open.of(false) })
  view.focus()
  return true
}

const panelOf = (view: EditorView) => view.dom.querySelector<HTMLElement>('.cm-problems')

function placed(view: EditorView): Placed[] {
  const list: Placed[] = []
  forEachDiagnostic(view.state, (diagnostic, from) => list.push({ diagnostic, from }))
  return list.sort((left, right) => left.from - right.from)
}

function createPanel(view: EditorView): Panel {
  const dom = document.createElement('section')
  dom.className = 'cm-problems'
  dom.setAttribute('aria-label', t('Problems in the text'))
  dom.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      closeProblems(view)
      event.preventDefault()
      event.stopPropagation()
    }
  })
  fill(dom, view)
  return {
    dom,
    update({ docChanged, transactions }) {
      const isNew = transactions.some(({ effects }) =>
        effects.some((effect) => effect.is(setDiagnosticsEffect)),
      )
      if (isNew || docChanged) fill(dom, view)
    },
  }
}

/** Rebuilds the list and keeps the focus at the same position. */
function fill(dom: HTMLElement, view: EditorView): void {
  const buttons = () => [...dom.querySelectorAll('button')]
  const focused = buttons().findIndex((item) => item === document.activeElement)
  const list = document.createElement('ul')
  const items = placed(view)
  list.append(...items.map((item) => row(item, view)))
  const close = button('×', () => closeProblems(view))
  close.className = 'cm-problems-close'
  close.setAttribute('aria-label', t('Close the list of problems'))
  const none = document.createElement('p')
  none.textContent = t('No problems.')
  dom.replaceChildren(items.length > 0 ? list : none, close)
  if (focused >= 0) (buttons()[focused] ?? close).focus()
}

function row({ diagnostic, from }: Placed, view: EditorView): HTMLElement {
  const { severity, message, actions = [] } = diagnostic
  const line = view.state.doc.lineAt(Math.min(from, view.state.doc.length)).number
  const words = t('{severity}, line {line}: {message}', {
    severity: names[severity],
    line,
    message,
  })
  const item = document.createElement('li')
  item.className = `cm-problem cm-problem-${severity}`
  const go = button(words, () => {
    const place = placed(view).find((other) => other.diagnostic === diagnostic)
    if (!place) return
    view.dispatch({ selection: { anchor: place.from }, scrollIntoView: true })
    view.focus()
  })
  go.className = 'cm-problem-text'
  const fixes = actions.map(({ name, apply }) => {
    const fix = button(name, () => {
      const place = placed(view).find((other) => other.diagnostic === diagnostic)
      if (place) apply(view, place.from, diagnostic.to)
    })
    fix.className = 'cm-diagnosticAction'
    return fix
  })
  item.append(go, ...fixes)
  return item
}

const names: Readonly<Record<Diagnostic['severity'], string>> = {
  error: wordsOf('error').one,
  warning: wordsOf('warning').one,
  info: wordsOf('info').one,
  hint: wordsOf('info').one,
}

function button(text: string, onClick: () => void): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.textContent = text
  element.addEventListener('click', onClick)
  return element
}

/** The list of problems below the text, in the order of the text. */
export const problemsPanel = isOpen
