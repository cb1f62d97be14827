// `npm run bench`: measures a real Electron, each row next to a floor measured in the same run. A row that is over its
// budget and over what a person feels, or worse than the earlier runs in test/perf/baseline.json beyond noise, makes the
// exit code 1. `--record` writes the rows into docs/performance.md and adds them to the baseline; `--planted` makes each
// letter and each start slow, which has to fail; other arguments after `--` are passed to Playwright.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withRun, worseThan } from './lib/bench-baseline.mjs'
import { pageWith, rowsForTerminal } from './lib/bench-rows.mjs'
import { main, say, Stop } from './lib/log.mjs'
import { root } from './lib/paths.mjs'
import { build, prepare } from './lib/prepare.mjs'
import { packageBin } from './lib/run.mjs'
import { runSuite } from './lib/suites.mjs'

const resultsFile = join(root, 'test', 'perf', 'results.json')
const baselineFile = join(root, 'test', 'perf', 'baseline.json')
const page = join(root, 'docs', 'performance.md')

const read = (file, otherwise) =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : otherwise

function record(rows, baseline, worse) {
  const date = new Date().toISOString().slice(0, 10)
  writeFileSync(page, pageWith(readFileSync(page, 'utf8'), rows, date, worse))
  writeFileSync(baselineFile, JSON.stringify(withRun(baseline, rows)))
  execFileSync(process.execPath, [packageBin('prettier'), '--write', page, baselineFile], {
    stdio: 'ignore',
  })
}

await main(async () => {
  const args = process.argv.slice(2)
  const [records, plants] = ['--record', '--planted'].map((own) => args.includes(own))
  if (records && plants) throw new Stop('What is measured with a planted slowness is not recorded.')
  if (plants) process.env['BENCH_PLANTED'] = '1'
  const electron = await prepare()
  await build()
  rmSync(resultsFile, { force: true })
  const extra = args.filter((argument) => argument !== '--record' && argument !== '--planted')
  const code = await runSuite('bench', { electron, extra })
  const rows = read(resultsFile, [])
  const baseline = read(baselineFile, {})
  const worse = worseThan(rows, baseline)
  const names = worse.map(({ name }) => name)
  const table = rows.length > 0 ? rowsForTerminal(rows, names) : 'No row was measured.'
  process.stdout.write(`\n${table}\n`)
  for (const { name, ratio, bound } of worse) {
    say(`${name} got worse: ${ratio}, and quiet runs of before allow ${bound.toFixed(2)} at most.`)
  }
  if (records) record(rows, baseline, names)
  return code || (worse.length > 0 ? 1 : 0)
})
