// `npm run bench`: measures a real Electron, each row next to a floor measured in the same run. A row over its budget,
// which is a ratio to that floor, makes the exit code 1. Arguments after `--` are passed to Playwright.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { main } from './lib/log.mjs'
import { root } from './lib/paths.mjs'
import { build, prepare } from './lib/prepare.mjs'
import { runSuite } from './lib/suites.mjs'

const resultsFile = join(root, 'test', 'perf', 'results.json')

/** The written rows, one per line: ratio, budget, and the two measurements. */
function table() {
  if (!existsSync(resultsFile)) return 'No row was measured.'
  const lines = JSON.parse(readFileSync(resultsFile, 'utf8')).map(
    ({ name, subject, floor, ratio, budget, unit = 'ms' }) => {
      const over = ratio <= budget.ratio ? '' : 'OVER'
      const figures = [`${ratio}`.padStart(7), `${budget.ratio}`.padStart(7), over.padEnd(4)]
      const words = `${subject.what}: ${subject.ms} ${unit}; ${floor.what}: ${floor.ms} ${unit}`
      return `${name.padEnd(22)} ${figures.join(' ')}  ${words}`
    },
  )
  return [`${'row'.padEnd(22)}   ratio  budget       measured beside its floor`, ...lines].join(
    '\n',
  )
}

await main(async () => {
  const electron = await prepare()
  await build()
  rmSync(resultsFile, { force: true })
  const code = await runSuite('bench', { electron, extra: process.argv.slice(2) })
  process.stdout.write(`\n${table()}\n`)
  return code
})
