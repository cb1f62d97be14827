import { styleText } from 'node:util'
import type { DifferenceLine } from '../core/compare/text-difference'

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

/** Members that say one thing about one entry; the other texts are values and lists of names. */
const sentences = new Set(['about', 'heldBack', 'message', 'words'])
/** Characters of the other texts together; from there on each is cut to a few. */
const mostCharacters = 1_000_000

/**
 * What is printed of a result: the first thousand items of each list and the first million characters, since a file may have
 * names of megabytes and thousands of entries.
 */
export function bounded<Value>(value: Value): Value {
  let left = mostCharacters
  function shorten(item: unknown, name: string): unknown {
    if (typeof item === 'string') {
      const text = shortened(item, sentences.has(name) ? undefined : Math.max(left, 40))
      left -= text.length
      return text
    }
    if (Array.isArray(item)) return item.slice(0, mostFindings).map((each) => shorten(each, name))
    if (typeof item !== 'object' || item === null) return item
    return Object.fromEntries(
      Object.entries(item).map(([member, each]) => [member, shorten(each, member)]),
    )
  }
  return shorten(value, '') as Value // Only texts and lengths of lists differ.
}

type Color = 'red' | 'green' | 'yellow'

/** Colors a text on standard output where that is a terminal; Node reads NO_COLOR, FORCE_COLOR and TERM for it. */
export function colored(color: Color, text: string): string {
  const { stdout } = process
  return stdout.isTTY && stdout.hasColors() ? styleText(color, text) : text
}

const severityColors = { error: 'red', warning: 'yellow' } as const

/** A severity in its color; information has none. */
export const coloredSeverity = (severity: 'error' | 'warning' | 'info'): string =>
  severity === 'info' ? severity : colored(severityColors[severity], severity)

/** A zero-width space. Code hosts look for mentions and references after they have decoded entities. */
const gap = '&#8203;'

/** Text of others in Markdown, in which nothing is markup, a mention, a reference, an emoji or a link. */
export const plain = (text: string): string =>
  line`${text}`
    .replace(/[\\`*_{}[\]()<>#+\-.!|~@&:$^%]/g, (mark) => `&#${mark.charCodeAt(0)};`)
    .replace(/(&#(?:33|35|36|37|38|58|64|94|126);|\bGH&#45;)(?=\w|&#4[35];)/gi, `$1${gap}`)

/** Text as a block of code that it cannot end. @param language such as `json` */
export function fenced(language: string, text: string): string[] {
  const runs = text.match(/`+/g) ?? []
  const longest = runs.reduce((most, { length }) => Math.max(most, length), 0)
  const fence = '`'.repeat(Math.max(3, longest + 1))
  return [`${fence}${language}`, text, fence]
}

const signs = { same: ' ', removed: '-', added: '+' } as const

/** The lines of a difference as a unified diff shows them, without its numbers. */
const shownLines = (lines: readonly DifferenceLine[]) =>
  lines.map((each) =>
    each.kind === 'skipped'
      ? `@@ ${each.count} ${each.count === 1 ? 'line' : 'lines'} not shown @@`
      : line`${signs[each.kind]}${each.text}`,
  )

const indented = (lines: readonly string[], indent: string) =>
  lines.map((each) => `${indent}${each}`)

/** A difference for a terminal. */
export const differenceText = (lines: readonly DifferenceLine[], indent: string): string[] =>
  indented(shownLines(lines), indent)

/** A difference below an item of a list in Markdown. @param indent of what the item holds */
export const differenceMarkdown = (lines: readonly DifferenceLine[], indent: string): string[] =>
  lines.length === 0
    ? []
    : indented(
        fenced('diff', shownLines(lines).join('\n')).flatMap((text) => text.split('\n')),
        indent,
      )
