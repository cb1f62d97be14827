import { styleText } from 'node:util'
import type { DifferenceLine } from '../core/compare/text-difference'

/** Characters that a terminal obeys or hides, and line ends. */
const hidden = String.raw`\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}`
/** Start of `##[`, `##vso[` and the like, which some CI runners obey anywhere in a line. */
const command = String.raw`#(?=#\w*\[)`
const unseen = new RegExp(`[${hidden}]|${command}`, 'gu')
const unseenInLine = new RegExp(String.raw`(?![\n\t])[${hidden}]|${command}`, 'gu')
/** Other runners obey `::` at the start of a line. */
const commandLine = /^([^\S\n]*):(?=:)/gm

const escaped = (character: string) =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`

const withoutCommands = (text: string) =>
  text.replace(commandLine, (_all, before: string) => `${before}${escaped(':')}`)

/** Escapes what a terminal or a CI runner would obey in a text of several lines. */
export const plainLines = (text: string): string =>
  withoutCommands(text.replace(unseenInLine, escaped))

/** A line for a terminal; escapes line ends in the values, and what a terminal or a CI runner would obey. */
export function line(parts: TemplateStringsArray, ...values: readonly unknown[]): string {
  const text = parts
    .map(
      (part, at) => part + (at < values.length ? String(values[at]).replace(unseen, escaped) : ''),
    )
    .join('')
  return withoutCommands(text)
}

/** Characters of one finding at most: names in a file may have megabytes. */
const longestProblem = 300

/** Findings printed at most; the others are counted. */
export const mostFindings = 1000

export const shortened = (text: string, most = longestProblem): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`

const unit = (half: string) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`

/** The same for JSON text, which stays the same JSON. */
export const plainJson = (text: string): string =>
  // A character beyond 16 bits has two halves.
  text.replace(unseenInLine, (character) => character.split('').map(unit).join(''))

export const jsonText = (value: unknown): string => plainJson(JSON.stringify(value, undefined, 2))

/** Members that hold one sentence about one entry. */
const sentences = new Set(['about', 'heldBack', 'message', 'words'])
/** Characters of all other texts together, after which each is cut to 40. */
const mostCharacters = 1_000_000

/** Cuts a result to a thousand items of each list and about a million characters. */
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

/** Colors a text if standard output is a terminal; Node reads NO_COLOR, FORCE_COLOR and TERM. */
export function colored(color: Color, text: string): string {
  const { stdout } = process
  return stdout.isTTY && stdout.hasColors() ? styleText(color, text) : text
}

const severityColors = { error: 'red', warning: 'yellow' } as const

export const coloredSeverity = (severity: 'error' | 'warning' | 'info'): string =>
  severity === 'info' ? severity : colored(severityColors[severity], severity)

/** A zero-width space: code hosts look for mentions and references after they decode entities. */
const gap = '&#8203;'

/** Escapes markup, mentions, references, emoji and links for Markdown. */
export const plain = (text: string): string =>
  line`${text}`
    .replace(/[\\`*_{}[\]()<>#+\-.!|~@&:$^%]/g, (mark) => `&#${mark.charCodeAt(0)};`)
    .replace(/(&#(?:33|35|36|37|38|58|64|94|126);|\bGH&#45;)(?=\w|&#4[35];)/gi, `$1${gap}`)

/** A code block that the text cannot end. @param language such as `json` */
export function fenced(language: string, text: string): string[] {
  const runs = text.match(/`+/g) ?? []
  const longest = runs.reduce((most, { length }) => Math.max(most, length), 0)
  const fence = '`'.repeat(Math.max(3, longest + 1))
  return [`${fence}${language}`, text, fence]
}

const signs = { same: ' ', removed: '-', added: '+' } as const

/** Lines as in a unified diff, without line numbers. */
const shownLines = (lines: readonly DifferenceLine[]) =>
  lines.map((each) =>
    each.kind === 'skipped'
      ? `@@ ${each.count} ${each.count === 1 ? 'line' : 'lines'} not shown @@`
      : line`${signs[each.kind]}${each.text}`,
  )

const indented = (lines: readonly string[], indent: string) =>
  lines.map((each) => `${indent}${each}`)

export const differenceText = (lines: readonly DifferenceLine[], indent: string): string[] =>
  indented(shownLines(lines), indent)

/** A difference below a Markdown list item. @param indent of the item's content */
export const differenceMarkdown = (lines: readonly DifferenceLine[], indent: string): string[] =>
  lines.length === 0
    ? []
    : indented(
        fenced('diff', shownLines(lines).join('\n')).flatMap((text) => text.split('\n')),
        indent,
      )
