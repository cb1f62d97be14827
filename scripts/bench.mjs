// `npm run bench`: measures a real Electron, each row next to a floor measured in the same run. A row over its budget,
// which is a ratio to that floor, makes the exit code 1. `--record` writes the rows into docs/performance.md; other
// arguments after `--` are passed to Playwright.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pageWith, rowsForTerminal } from './lib/bench-rows.mjs'
import { main } from './lib/log.mjs'
import { root } from './lib/paths.mjs'
import { build, prepare } from './lib/prepare.mjs'
import { packageBin } from './lib/run.mjs'
import { runSuite } from './lib/suites.mjs'

const resultsFile = join(root, 'test', 'perf', 'results.json')
const page = join(root, 'docs', 'performance.md')

function record(rows) {
  const date = new Date().toISOString().slice(0, 10)
  writeFileSync(page, pageWith(readFileSync(page, 'utf8'), rows, date))
  execFileSync(process.execPath, [packageBin('prettier'), '--write', page], { stdio: 'ignore' })
}

await main(async () => {
  const args = process.argv.slice(2)
  const electron = await prepare()
  await build()
  rmSync(resultsFile, { force: true })
  const code = await runSuite('bench', {
    electron,
    extra: args.filter((argument) => argument !== '--record'),
  })
  const rows = existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')) : []
  process.stdout.write(`\n${rows.length > 0 ? rowsForTerminal(rows) : 'No row was measured.'}\n`)
  if (args.includes('--record')) record(rows)
  return code
})
