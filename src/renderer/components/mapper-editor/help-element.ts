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

/** One sentence for each keyword; code stands between backticks. */
export const keywordHelp: ReadonlyMap<string, string> = new Map([
  [
    'assert',
    t('Stops with an error where a condition is not true: `assert condition : message;`.'),
  ],
  ['else', t('The value where the condition of `if` is not true; without it the value is `null`.')],
  ['error', t('Stops the mapper with a message; at Ory the person then sees an error page.')],
  ['false', t('The opposite of `true`.')],
  ['for', t('Makes one element for each element of a list: `[x for x in list]`.')],
  ['function', t('Makes a function: `function(a, b=1) a + b`.')],
  ['if', t('Chooses by a condition; after `for` it filters elements.')],
  ['import', t('Reads another file; Ory refuses it.')],
  ['importbin', t('Reads another file as bytes; Ory refuses it.')],
  ['importstr', t('Reads another file as text; Ory refuses it.')],
  ['in', t("Whether an object has a field: `'email' in claims`; after `for` it names the list.")],
  ['local', t('Gives a value a name: `local name = value;`.')],
  ['null', t('No value.')],
  ['self', t('The object that contains this expression.')],
  ['super', t('What the object had before this one was added to it.')],
  ['tailstrict', t('Evaluates the arguments of a call first, which saves stack.')],
  ['then', t('The value where the condition of `if` is true.')],
  ['true', t('True, the opposite of `false`.')],
])

/** Escapes a text for a Jsonnet string with these quotes. */
export function escaped(text: string, quote: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll(quote, `\\${quote}`)
}
