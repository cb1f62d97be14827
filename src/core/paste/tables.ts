import { environmentOf } from './environments'
import { isLabel } from './labels'
import type { Line } from './text/lines'

const cellBreak = /\||\t| {3,}/
const rule = /^[\s|:+=-]+$/
const maximumCells = 20

function cells({ text }: Line): string[] {
  // A line of thousands of characters is not a row of a table written by a person.
  if (text.length > 2_000 || !cellBreak.test(text)) return []
  const parting = text.includes('|') ? '|' : text.includes('\t') ? '\t' : / {3,}/
  return text
    .replace(/^\s*\|/, '')
    .replace(/\|\s*$/, '')
    .split(parting)
    .map((cell) => cell.replaceAll('*', '').trim())
    .slice(0, maximumCells)
}

const lone = (line: Line | undefined) => (line?.text ?? '').replaceAll('*', '').trim()

/** Whether a line is the head of a table, with at least two known labels. */
function isHead(row: readonly string[]): boolean {
  return row.length > 1 && row.filter((cell) => isLabel(cell)).length > 1
}

/** Whether a line is the head of a table with one column per environment. */
function isEnvironmentHead(row: readonly string[]): boolean {
  const found = row.slice(1).map((cell) => environmentOf(cell))
  return row.length > 2 && found.every((item) => item !== undefined) && new Set(found).size > 1
}

/** The block of a line, from a cell that names an environment. */
function inBlock(blockName = ''): Pick<Line, 'block' | 'blockName'> {
  const block = environmentOf(blockName)
  return block === undefined ? {} : { block, blockName }
}

/** The rows of a table below its head. @returns the number of lines */
function rowsBelow(
  lines: readonly Line[],
  from: number,
  width: number,
  take: (row: readonly string[], line: Line) => void,
): number {
  let index = from
  for (; index < lines.length; index += 1) {
    const line = lines[index]
    if (!line) break
    if (rule.test(line.text) && line.text.trim() !== '') continue
    const row = cells(line)
    if (row.length !== width) break
    take(row, line)
  }
  return index
}

/** Labels on separate lines with as many values below: the text copied from a portal's page. */
function stacked(lines: readonly Line[], from: number): { out: Line[]; next: number } | undefined {
  // A quick check: most lines are too long for a label.
  if (lone(lines[from + 1]).length > 80 || lone(lines[from + 1]) === '') return undefined
  let end = from
  while (end - from < maximumCells && isLabel(lone(lines[end]))) end += 1
  const labels = lines.slice(from, end)
  if (labels.length < 2) return undefined
  const values: Line[] = []
  for (; end < lines.length && values.length < labels.length; end += 1) {
    const line = lines[end]
    const text = lone(line)
    if (!line || text === '' || isLabel(text)) break
    values.push(line)
  }
  if (values.length < labels.length) return undefined
  const out = labels.map((label, at) => ({
    ...label,
    text: `${lone(label).replace(/:$/, '')}: ${lone(values[at])}`,
  }))
  return { out, next: end }
}

/**
 * Rewrites tables whose labels or environments are in the first row, as one line per cell, so that
 * every value follows its label.
 */
export function flattenTables(lines: readonly Line[]): Line[] {
  const out: Line[] = []
  let index = 0
  while (index < lines.length) {
    const line = lines[index]
    index += 1
    if (!line) break
    const head = cells(line)
    if (isHead(head)) {
      index = rowsBelow(lines, index, head.length, (row, { depth }) => {
        const blockName = row.find((cell) => environmentOf(cell) !== undefined)
        out.push(
          ...head.map((cell, column) => ({
            text: `${cell}: ${row[column]}`,
            depth,
            ...inBlock(blockName),
          })),
        )
      })
      continue
    }
    if (isEnvironmentHead(head)) {
      index = rowsBelow(lines, index, head.length, (row, { depth }) => {
        const [label = '', ...values] = row
        values.forEach((text, column) => {
          out.push({ text: `${label}: ${text}`, depth, ...inBlock(head[column + 1]) })
        })
      })
      continue
    }
    const stack = stacked(lines, index - 1)
    out.push(...(stack?.out ?? [line]))
    index = stack?.next ?? index
  }
  return out
}
