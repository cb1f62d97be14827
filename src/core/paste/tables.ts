import { isLabel } from './labels'

const cellBreak = /\||\t| {3,}/
const rule = /^[\s|:+=-]+$/
const maximumCells = 20

function cells(line: string): string[] {
  // A line of thousands of characters is no row of a table that a person wrote.
  if (line.length > 2_000 || !cellBreak.test(line)) return []
  return line
    .replace(/^\s*\|/, '')
    .replace(/\|\s*$/, '')
    .split(/\||\t| {3,}/)
    .map((cell) => cell.replaceAll('*', '').trim())
    .slice(0, maximumCells)
}

/** Whether a line is the head of a table, with at least two of our labels. */
function isHead(row: readonly string[]): boolean {
  return row.length > 1 && row.filter((cell) => isLabel(cell)).length > 1
}

/**
 * The text with tables whose labels stand in their first row written as one line a cell, so that
 * every value stands behind its label.
 */
export function flattenTables(text: string): string {
  const lines = text.split('\n')
  const out: string[] = []
  let index = 0
  while (index < lines.length) {
    const head = cells(lines[index] ?? '')
    index += 1
    if (!isHead(head)) {
      out.push(lines[index - 1] ?? '')
      continue
    }
    while (index < lines.length && rule.test(lines[index] ?? '')) index += 1
    for (; index < lines.length; index += 1) {
      const row = cells(lines[index] ?? '')
      if (row.length !== head.length) break
      out.push(...head.map((cell, column) => `${cell}: ${row[column]}`))
    }
  }
  return out.join('\n')
}
