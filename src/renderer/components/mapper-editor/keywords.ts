/** The keywords of the lexer, each explained in one sentence; code in it stands between backticks. */
export const keywordHelp: ReadonlyMap<string, string> = new Map([
  ['assert', 'Stops with an error where a condition is not true: `assert condition : message;`.'],
  ['else', 'The value where the condition of `if` is not true; without it the value is `null`.'],
  ['error', 'Stops the mapper with a message; at Ory the person then sees an error page.'],
  ['false', 'The opposite of `true`.'],
  ['for', 'Makes one element for each element of a list: `[x for x in list]`.'],
  ['function', 'Makes a function: `function(a, b=1) a + b`.'],
  ['if', 'Chooses by a condition; after `for` it filters elements.'],
  ['import', 'Reads another file; Ory refuses it.'],
  ['importbin', 'Reads another file as bytes; Ory refuses it.'],
  ['importstr', 'Reads another file as text; Ory refuses it.'],
  ['in', "Whether an object has a field: `'email' in claims`; after `for` it names the list."],
  ['local', 'Gives a value a name: `local name = value;`.'],
  ['null', 'No value.'],
  ['self', 'The object that contains this expression.'],
  ['super', 'What the object had before this one was added to it.'],
  ['tailstrict', 'Evaluates the arguments of a call first, which saves stack.'],
  ['then', 'The value where the condition of `if` is true.'],
  ['true', 'True, the opposite of `false`.'],
])

/** A text as Jsonnet writes it between these quotes, the quotes left out. */
export function escaped(text: string, quote: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll(quote, `\\${quote}`)
}
