import { t } from '../../../core/language/translate'

/** Help on a word: a line of code and a sentence in which code stands between backticks. */
export interface Help {
  readonly code: string
  readonly text: string
  /** What a call gives. */
  readonly result?: string | undefined
  /** A value as JSON. */
  readonly value?: string | undefined
}

/** The help as it is shown beside completions and under the pointer. */
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

/** What the margin says, a line each, under the help. */
export function remarkElement(words: string): HTMLElement {
  const element = document.createElement('div')
  element.className = 'cm-help'
  for (const line of words.split('\n')) element.append(part('p', 'cm-help-text', line))
  return element
}

/** The help as one text, to be read out. */
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
