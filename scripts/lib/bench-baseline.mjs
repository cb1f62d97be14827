// The ratios that quiet runs of the bench gave, and which new ones are worse than the noise between those. Pure.

/**
 * The ratios of the last quiet runs by the name of their row, the newest at the end.
 *
 * @typedef {Record<string, readonly number[]>} Baseline
 */

/** From so few runs nobody can tell how far two runs of the same code are apart. */
const fewest = 3

/** So many are kept of each row: what the code was long ago says little. */
const kept = 5

/** Rows that hardly differ from run to run get this part of their median, which no person would notice. */
const unnoticed = 0.1

/**
 * The highest ratio of a row that may still be noise: as far above the worst quiet run as that one is above the
 * best, since between so few runs the true spread may be twice what they show.
 *
 * @param {readonly number[]} ratios of quiet runs of the same code
 * @returns {number | undefined} nothing where too few runs are known
 */
export function boundOf(ratios) {
  if (ratios.length < fewest) return undefined
  const sorted = ratios.toSorted((a, b) => a - b)
  const [best = 0] = sorted
  const worst = sorted.at(-1) ?? best
  const median = sorted[Math.floor(sorted.length / 2)] ?? best
  return worst + Math.max(worst - best, median * unnoticed)
}

/**
 * The rows that got worse than noise explains.
 *
 * @param {readonly { name: string, ratio: number }[]} rows @param {Baseline} baseline
 */
export const worseThan = (rows, baseline) =>
  rows.flatMap(({ name, ratio }) => {
    const bound = boundOf(baseline[name] ?? [])
    return bound !== undefined && ratio > bound ? [{ name, ratio, bound }] : []
  })

/**
 * A baseline with one more run. Rows that got worse are left out of it, since what is slow must not become what is usual.
 *
 * @param {Baseline} baseline @param {readonly { name: string, ratio: number }[]} rows
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
