/** Characters that a terminal obeys or hides, and line ends. */
const hidden = String.raw`\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}`
/** The beginning of `##[`, `##vso[` and the like, by which some runners of CI know a command anywhere in a line of a log. */
const command = String.raw`#(?=#\w*\[)`
const unseen = new RegExp(`[${hidden}]|${command}`, 'gu')
const unseenInLine = new RegExp(String.raw`(?![\n\t])[${hidden}]|${command}`, 'gu')
/** Other runners know one by `::` at the beginning of a line. */
const commandLine = /^([^\S\n]*):(?=:)/gm

const escaped = (character: string) =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`

const withoutCommands = (text: string) =>
  text.replace(commandLine, (_all, before: string) => `${before}${escaped(':')}`)

/** A text of others in lines of its own, with whatever a terminal or a runner of CI would obey as its number. */
export const plainLines = (text: string): string =>
  withoutCommands(text.replace(unseenInLine, escaped))

/**
 * A line for a terminal: what is filled in stands in one line, and whatever a terminal would obey, such as a
 * sequence that recolours or overwrites it, stands there as its number; so does what a runner of CI would obey.
 */
export function line(parts: TemplateStringsArray, ...values: readonly unknown[]): string {
  const text = parts
    .map(
      (part, at) => part + (at < values.length ? String(values[at]).replace(unseen, escaped) : ''),
    )
    .join('')
  return withoutCommands(text)
}

/** Characters of what is said about one thing in a file, in which a name may have megabytes. */
const longestProblem = 300

/** Findings that are printed; the others are counted. */
export const mostFindings = 1000

/** A text with its rest left out where it is too long. */
export const shortened = (text: string, most = longestProblem): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`

const unit = (half: string) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A JSON text in which nothing is obeyed or hidden either: it is the same JSON. */
export const plainJson = (text: string): string =>
  // A character beyond 16 bits has two halves.
  text.replace(unseenInLine, (character) => character.split('').map(unit).join(''))

/** A value as such a text, with indents. */
export const jsonText = (value: unknown): string => plainJson(JSON.stringify(value, undefined, 2))
