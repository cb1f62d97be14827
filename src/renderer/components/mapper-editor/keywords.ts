import { t } from '../../../core/language/translate'

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
