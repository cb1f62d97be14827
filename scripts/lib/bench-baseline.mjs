// The ratios that quiet runs of the bench gave, and which new ones are worse than the noise between those. Pure.

/**
 * The ratios of the last quiet runs by the name of their row, the newest at the end.
 *
 * @typedef {Record<string, readonly number[]>} Baseline
 */

/**
 * By the number of known runs: how many times their spread one of the same code is above the worst of them in one case of
 * a thousand, as normally distributed runs are. Sixty rows are judged at once, so a bound of one spread would fail four
 * of them by chance after three runs. From fewer nobody can tell.
 */
const spreads = new Map([
  [3, 12.6],
  [4, 4.7],
  [5, 2.7],
  [6, 2],
  [7, 1.6],
  [8, 1.3],
])

/** So many are kept of each row: what the code was long ago says little. */
const kept = Math.max(...spreads.keys())

/** Rows that hardly differ from run to run get this part of their median, which no person would notice. */
const unnoticed = 0.1

/** No person would notice so many milliseconds, or MiB, above the bound of a row. */
const nothingMore = 1

/** @param {readonly number[]} ratios */
const medianOf = (ratios) =>
  ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? Number.NaN

/**
 * The highest ratio of a row that may still be noise.
 *
 * @param {readonly number[]} ratios of quiet runs of the same code
 * @returns {number | undefined} nothing where too few runs are known
 */
export function boundOf(ratios) {
  const spread = spreads.get(ratios.length)
  if (spread === undefined) return undefined
  const sorted = ratios.toSorted((a, b) => a - b)
  const [best = 0] = sorted
  const worst = sorted.at(-1) ?? best
  return worst + Math.max(spread * (worst - best), medianOf(ratios) * unnoticed)
}

/**
 * A row as far as its noise is concerned: its ratio, and how far the runs of subject and floor were apart, where there were
 * several.
 *
 * @typedef {{ ms: number, spread?: { lowest: number, highest: number } }} Runs
 * @typedef {{ name: string, ratio: number, floor?: Runs, subject?: Runs }} Judged
 */

/** The fastest run of the subject beside the slowest of the floor. @param {Judged} row */
const leastRatio = ({ ratio, floor, subject }) =>
  floor && subject
    ? (subject.spread?.lowest ?? subject.ms) / (floor.spread?.highest ?? floor.ms)
    : ratio

/** Whether a row is above its bound by no more than that. @param {Judged} row @param {number} bound */
const isUnnoticed = ({ floor, subject }, bound) =>
  floor !== undefined && subject !== undefined && subject.ms - bound * floor.ms <= nothingMore

/**
 * The rows that got worse than noise explains. What got slower is so in each of its runs; what else the machine does slows
 * some of them, and a floor of a few milliseconds that just fits into a frame is fast by luck. What takes a moment too
 * short to notice did not get worse either.
 *
 * @param {readonly Judged[]} rows @param {Baseline} baseline
 */
export const worseThan = (rows, baseline) =>
  rows.flatMap((row) => {
    const { name, ratio } = row
    const known = baseline[name] ?? []
    const bound = boundOf(known)
    if (bound === undefined || ratio <= bound || isUnnoticed(row, bound)) return []
    return leastRatio(row) > medianOf(known) ? [{ name, ratio, bound }] : []
  })

/**
 * A baseline with one more run. Rows that got worse are left out of it, since what is slow must not become what is usual.
 *
 * @param {Baseline} baseline @param {readonly Judged[]} rows
 * @returns {Baseline} by name, so that the file differs only where a row does
 */
export function withRun(baseline, rows) {
  const worse = worseThan(rows, baseline).map(({ name }) => name)
  const quiet = rows.filter(({ name }) => !worse.includes(name))
  const added = quiet.map(({ name, ratio }) => [
    name,
    [...(baseline[name] ?? []), ratio].slice(-kept),
  ])
  return Object.fromEntries(
    Object.entries({ ...baseline, ...Object.fromEntries(added) }).toSorted(([one], [other]) =>
      one < other ? -1 : 1,
    ),
  )
}
