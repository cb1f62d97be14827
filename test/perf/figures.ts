import { expect } from '@playwright/test'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { appFolder } from '../support/app'

const folder = join(appFolder, 'test', 'perf')
const resultsFile = join(folder, 'results.json')

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

export const rounded = (value: number): number => Math.round(value * 100) / 100

/** Median milliseconds of some runs of a function, after one that warms up. */
export async function timed(runs: number, act: () => unknown): Promise<number> {
  await act()
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now()
    await act()
    times.push(performance.now() - start)
  }
  return median(times)
}

function readJson(file: string): Record<string, any> {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/**
 * Adds figures to `results.json` and compares their ratio to a floor of the same run with
 * `baseline.json`, which says how much more than there is still no change.
 */
export function report(name: string, figures: Record<string, number>): void {
  const rest = Object.entries(figures).map(([key, value]) => [key, rounded(value)])
  const result = Object.fromEntries(rest) as Record<string, number>
  console.log(JSON.stringify({ [name]: result }))
  writeFileSync(
    resultsFile,
    `${JSON.stringify({ ...readJson(resultsFile), [name]: figures }, undefined, 2)}\n`,
  )
  const known = readJson(join(folder, 'baseline.json'))[name]
  if (known === undefined) throw new Error(`baseline.json does not know ${name}`)
  expect(figures['ratio'], `${name} beside its baseline`).toBeLessThanOrEqual(
    known.ratio * known.tolerance,
  )
}
