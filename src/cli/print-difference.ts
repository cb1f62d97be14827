import type { DifferenceLine } from '../core/compare/text-difference'
import { fenced } from './markdown'
import { line } from './plain-text'

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
