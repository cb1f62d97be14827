import { expect } from '@playwright/test'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { boundText, isOver } from '../../scripts/lib/bench-rows.mjs'
import { appFolder } from '../support/window/app'
import type { Bound } from './limits'

/** What others take of the machine lets each row take as many times as much; said by `npm run bench`. */
const room = Number(process.env['BENCH_ROOM'] ?? 1)

const resultsFile = join(appFolder, 'test', 'perf', 'results.json')

/** What was measured, in words, and its milliseconds; for memory, in the place of them, its mebibytes. */
export interface Figure {
  what: string
  ms: number
  /** Of the runs that it comes from, where there were several. */
  spread?: { median: number; lowest: number; highest: number }
}

/** One line of the bench: a subject, and the floor that was measured beside it in the same run. */
export interface Row {
  /** Stays the same, so that results of different days can be laid side by side. */
  name: string
  subject: Figure
  floor: Figure
  /** What the subject may take beside the floor; a row without it has a limit. */
  budget?: Bound
  /** What a person feels. A row that has both fails where it is over both. */
  limit?: Bound
  /** What the figures are; milliseconds where nothing is said. */
  unit?: 'ms' | 'MiB'
  /** More that is worth reading later; nothing depends on it. */
  also?: Record<string, number>
}

export const median = (values: readonly number[]): number => quantile(values, 1 / 2)

/**
 * What something takes when little else runs: a quarter of the runs were faster. What else a machine does makes
 * runs slower, never faster, so the slow half says little; the very fastest may be luck.
 */
export const typical = (values: readonly number[]): number => quantile(values, 1 / 4)

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN

/** One figure of several runs: what `of` makes of them, and how far they were apart. */
export const figure = (
  what: string,
  values: readonly number[],
  of: (values: readonly number[]) => number = typical,
): Figure => ({
  what,
  ms: of(values),
  spread: { median: median(values), lowest: Math.min(...values), highest: Math.max(...values) },
})

/** Milliseconds of one run on the clock. */
export async function onClock(act: () => unknown): Promise<number> {
  const start = performance.now()
  await act()
  return performance.now() - start
}

/**
 * Milliseconds of the runs of a floor and a subject that take turns, so that what else the machine does meets both;
 * each runs once before, to warm up.
 *
 * @param prepare what both need anew each time; it does not count
 */
export async function beside(
  rounds: number,
  {
    floor,
    subject,
    prepare,
  }: { floor: () => unknown; subject: () => unknown; prepare?: () => unknown },
): Promise<{ floors: readonly number[]; subjects: readonly number[] }> {
  const floors: number[] = []
  const subjects: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    await prepare?.()
    const [floorMs, subjectMs] = [await onClock(floor), await onClock(subject)]
    if (round === 0) continue
    floors.push(floorMs)
    subjects.push(subjectMs)
  }
  return { floors, subjects }
}

/** Milliseconds for which something holds this thread at the longest. */
export async function longestHold(act: () => unknown): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await act()
  delay.disable()
  return delay.max / 1e6
}

/**
 * The floor of a hold: a thread that only waits.
 *
 * @param milliseconds as long as its subject where that is long: then it meets as much of what else the machine does
 */
export const idleHold = (milliseconds = 200): Promise<number> =>
  longestHold(() => new Promise((resolve) => setTimeout(resolve, milliseconds)))

/** The floor of work on many things in a thread: a look at each letter of each of their texts. */
export function bareLook(value: unknown): number {
  let sum = 0
  if (typeof value === 'string') {
    for (let at = 0; at < value.length; at += 1) sum = (sum * 31 + value.charCodeAt(at)) | 0
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) sum = (sum + bareLook(part)) | 0
  }
  return sum
}

const rounded = (value: number): number => Math.round(value * 100) / 100

/** Of a small one three digits, so that two of them can be told apart. */
const roundedRatio = (value: number): number =>
  value < 1 ? Number(value.toPrecision(3)) : rounded(value)

const roundedFigure = ({ what, ms, spread }: Figure): Figure => ({
  what,
  ms: rounded(ms),
  ...(spread && {
    spread: {
      median: rounded(spread.median),
      lowest: rounded(spread.lowest),
      highest: rounded(spread.highest),
    },
  }),
})

/**
 * Writes a row to `results.json`, from which `npm run bench` prints its table, and fails the test, which goes on, where
 * it is over what it may take.
 */
export function report({ unit = 'ms', also = {}, ...measured }: Row): void {
  const { name, subject, floor, budget, limit } = measured
  const row = {
    ...measured,
    subject: roundedFigure(subject),
    floor: roundedFigure(floor),
    ratio: roundedRatio(subject.ms / floor.ms),
    unit,
    also: Object.fromEntries(Object.entries(also).map(([key, value]) => [key, rounded(value)])),
  }
  writeFileSync(resultsFile, `${JSON.stringify([...written(name), row], undefined, 2)}\n`)
  const bounds = [budget, limit].flatMap((bound) =>
    bound ? [`${boundText(bound, unit)}, because: ${bound.why}`] : [],
  )
  const said = `${subject.what}: ${row.subject.ms} ${unit}, ${row.ratio} times ${floor.what} (${row.floor.ms} ${unit}); at most ${bounds.join('; or ')}`
  expect.soft(isOver(row, room), said).toBe(false)
}

/** The rows of this run; one that runs again replaces itself. */
function written(name: string): Row[] {
  if (!existsSync(resultsFile)) return []
  const rows: Row[] = JSON.parse(readFileSync(resultsFile, 'utf8'))
  return rows.filter((row) => row.name !== name)
}
