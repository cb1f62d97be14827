// `npm run bench`: measures a real Electron, each row next to a floor measured in the same run. A row that is over its
// budget and over what a person feels, or worse than the earlier runs in test/perf/baseline.json beyond noise, makes the
// exit code 1. Where other programs use processors, rows may take longer by that share of the machine, and are not
// compared with earlier runs. `--record` adds the rows to the baseline; `--planted` makes each letter and each start slow,
// which has to fail; other arguments after `--` are passed to Playwright.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withRun, worseThan } from './lib/bench-baseline.mjs'
import { isOver, rowsForTerminal } from './lib/bench-rows.mjs'
import { processorsInUse, roomBeside } from './lib/busy.mjs'
import { main, say, Stop } from './lib/log.mjs'
import { root } from './lib/paths.mjs'
import { build, prepare } from './lib/prepare.mjs'
import { packageBin } from './lib/run.mjs'
import { runSuite } from './lib/suites.mjs'

const resultsFile = join(root, 'test', 'perf', 'results.json')
const baselineFile = join(root, 'test', 'perf', 'baseline.json')

const read = (file, otherwise) =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : otherwise

function record(rows, baseline) {
  writeFileSync(baselineFile, JSON.stringify(withRun(baseline, rows)))
  execFileSync(process.execPath, [packageBin('prettier'), '--write', baselineFile], {
    stdio: 'ignore',
  })
}

/** How many times as much a row may take beside what else runs. */
async function roomNow() {
  const inUse = await processorsInUse()
  const room = roomBeside(inUse)
  if (room > 1) {
    say(
      `Other programs use ${inUse.toFixed(1)} processors: rows may take ${room.toFixed(2)} times as much, and are ` +
        'not compared with earlier runs.',
    )
  }
  return room
}

await main(async () => {
  const args = process.argv.slice(2)
  const [records, plants] = ['--record', '--planted'].map((own) => args.includes(own))
  if (records && plants) throw new Stop('What is measured with a planted slowness is not recorded.')
  if (plants) process.env['BENCH_PLANTED'] = '1'
  const electron = await prepare()
  await build()
  rmSync(resultsFile, { force: true })
  const roomBefore = await roomNow()
  if (records && roomBefore > 1) throw new Stop('Only a run on a quiet machine is recorded.')
  process.env['BENCH_ROOM'] = String(roomBefore)
  const extra = args.filter((argument) => argument !== '--record' && argument !== '--planted')
  const code = await runSuite('bench', { electron, extra })
  const rows = read(resultsFile, [])
  // What ended meanwhile gives no room: a run is as busy as its quieter end.
  const room = roomBefore > 1 ? Math.min(roomBefore, await roomNow()) : 1
  const over = rows.filter((row) => isOver(row, room))
  const baseline = read(baselineFile, {})
  const worse = roomBefore > 1 ? [] : worseThan(rows, baseline)
  const names = worse.map(({ name }) => name)
  const table = rows.length > 0 ? rowsForTerminal(rows, names, room) : 'No row was measured.'
  process.stdout.write(`\n${table}\n`)
  for (const { name, ratio, bound } of worse) {
    say(`${name} got worse: ${ratio}, and earlier quiet runs allow ${bound.toFixed(2)} at most.`)
  }
  if (records) record(rows, baseline)
  return code || (over.length + worse.length > 0 ? 1 : 0)
})
