import { t } from '../../../core/language/translate'

export interface Help {
  readonly code: string
  readonly text: string
  readonly result?: string | undefined
  readonly value?: string | undefined
}

/** Renders help for completions and hovering. */
export function helpElement({ code, text, result, value }: Help): HTMLElement {
  const element = document.createElement('div')
  element.className = 'cm-help'
  element.append(part('code', 'cm-help-code', result ? `${code} → ${result}` : code))
  const sentence = part('p', 'cm-help-text')
  for (const [index, piece] of text.split('`').entries()) {
    sentence.append(index % 2 === 1 ? part('code', '', piece) : piece)
  }
  if (text !== '') element.append(sentence)
  if (value !== undefined) element.append(part('pre', 'cm-help-value', value))
  return element
}

export function remarkElement(words: string): HTMLElement {
  const element = document.createElement('div')
  element.className = 'cm-help'
  for (const line of words.split('\n')) element.append(part('p', 'cm-help-text', line))
  return element
}

/** The help as plain text, for screen readers. */
export function helpText({ code, text, result, value }: Help): string {
  const words = [
    code,
    result ? t('gives {result}', { result }) : '',
    text.replaceAll('`', '').replace(/[.:]$/, ''),
    value ?? '',
  ]
  return words.filter((word) => word !== '').join('. ')
}

function part(tag: string, className: string, text = ''): HTMLElement {
  const element = document.createElement(tag)
  if (className !== '') element.className = className
  element.textContent = text
  return element
}
