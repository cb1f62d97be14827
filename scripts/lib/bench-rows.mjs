// The rows that `npm run bench` measured, for the terminal and for docs/performance.md. Pure.

/**
 * @typedef {{ what: string, ms: number, spread?: { median: number, lowest: number, highest: number } }} Figure
 * @typedef {{ name: string, unit?: string, ratio: number, subject: Figure, floor: Figure,
 *   budget: { ratio: number, why: string } }} Row
 */

/** @param {Figure} figure @param {string} unit */
function saying({ what, ms, spread }, unit) {
  const runs = spread && ` (median ${spread.median}, ${spread.lowest} to ${spread.highest})`
  return `${what}: ${ms} ${unit}${runs ?? ''}`
}

/** One line for each row: ratio, budget, and the two measurements. @param {readonly Row[]} rows */
export function rowsForTerminal(rows) {
  const lines = rows.map(({ name, subject, floor, ratio, budget, unit = 'ms' }) => {
    const over = ratio <= budget.ratio ? '' : 'OVER'
    const figures = [`${ratio}`.padStart(7), `${budget.ratio}`.padStart(7), over.padEnd(4)]
    return `${name.padEnd(22)} ${figures.join(' ')}  ${saying(subject, unit)}; ${saying(floor, unit)}`
  })
  return [`${'row'.padEnd(22)}   ratio  budget       measured beside its floor`, ...lines].join(
    '\n',
  )
}

/** A line of the page's table; it begins with the name of its row. */
const rowOnPage = /^\| `([a-z0-9-]+)` +\|/

/** @param {Row} row @param {string} date */
function lineOf({ name, subject, floor, ratio, budget, unit = 'ms' }, date) {
  const cells = [
    `\`${name}\``,
    saying(subject, unit),
    saying(floor, unit),
    `${ratio}`,
    `${budget.ratio}`,
    budget.why,
    date,
  ]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/**
 * The page with rows in its table in the place of those of the same name, all by name: those that were not
 * measured stay as they are.
 *
 * @param {string} page @param {readonly Row[]} rows @param {string} date such as 2026-11-27
 */
export function pageWith(page, rows, date) {
  const lines = page.trimEnd().split('\n')
  const known = lines.flatMap((line) => {
    const name = rowOnPage.exec(line)?.[1]
    return name === undefined ? [] : [[name, line]]
  })
  const all = new Map([...known, ...rows.map((row) => [row.name, lineOf(row, date)])])
  const sorted = [...all].toSorted(([one], [other]) => (one < other ? -1 : 1))
  const others = lines.filter((line) => !rowOnPage.test(line))
  const head = others.findIndex((line) => /^\| ?-/.test(line))
  if (head < 0) throw new Error('The page has no table')
  others.splice(head + 1, 0, ...sorted.map(([, line]) => line))
  return `${others.join('\n')}\n`
}
