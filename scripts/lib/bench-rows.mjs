// The rows that `npm run bench` measured, as lines of a terminal. Pure.

/**
 * @typedef {{ what: string, ms: number, spread?: { median: number, lowest: number, highest: number } }} Figure
 * @typedef {{ times?: number, plus?: number, why: string }} Bound at most `times` the floor, and `plus` more
 * @typedef {{ name: string, unit?: string, ratio: number, subject: Figure, floor: Figure,
 *   budget?: Bound, limit?: Bound }} Row
 */

/**
 * Whether a row fails: it is over its budget and over what a person feels, or over the one that it has.
 *
 * @param {Pick<Row, 'subject' | 'floor' | 'budget' | 'limit' | 'unit'>} row
 * @param {number} [room] times as long as on a quiet machine may be taken: `roomBeside`. Memory has none.
 */
export function isOver({ subject, floor, budget, limit, unit = 'ms' }, room = 1) {
  const times = unit === 'ms' ? room : 1
  return [budget, limit].every(
    (bound) => !bound || subject.ms > times * (floor.ms * (bound.times ?? 0) + (bound.plus ?? 0)),
  )
}

/** What a bound allows, in words. @param {Bound} bound @param {string} [unit] */
export function boundText({ times = 0, plus = 0 }, unit = 'ms') {
  const most = times === 0 ? [] : [times === 1 ? 'floor' : `${times} × floor`]
  return [...most, ...(plus === 0 ? [] : [`${Math.round(plus)} ${unit}`])].join(' + ')
}

/** @param {Figure} figure @param {string} unit */
function saying({ what, ms, spread }, unit) {
  const runs = spread && ` (median ${spread.median}, ${spread.lowest} to ${spread.highest})`
  return `${what}: ${ms} ${unit}${runs ?? ''}`
}

/** @param {Bound | undefined} bound @param {string} unit */
const cell = (bound, unit) => (bound ? boundText(bound, unit) : '–')

/** @param {Row} row @param {readonly string[]} worse @param {number} [room] */
function failure(row, worse, room) {
  if (isOver(row, room)) return 'over'
  return worse.includes(row.name) ? 'worse' : ''
}

/**
 * One line for each row: ratio, what it may be, and the two measurements.
 *
 * @param {readonly Row[]} rows @param {readonly string[]} [worse] names of rows that got worse
 * @param {number} [room] of `isOver`
 */
export function rowsForTerminal(rows, worse = [], room = 1) {
  const lines = rows.map((row) => {
    const { name, subject, floor, ratio, budget, limit, unit = 'ms' } = row
    const figures = [
      `${ratio}`.padStart(7),
      cell(budget, unit).padEnd(13),
      cell(limit, unit).padEnd(15),
      failure(row, worse, room).toUpperCase().padEnd(5),
    ]
    return `${name.padEnd(24)} ${figures.join(' ')} ${saying(subject, unit)}; ${saying(floor, unit)}`
  })
  const head = [
    'row'.padEnd(24),
    '  ratio',
    'at most'.padEnd(13),
    'felt limit'.padEnd(15),
    'fails',
    'measured beside its floor',
  ]
  return [head.join(' '), ...lines].join('\n')
}
