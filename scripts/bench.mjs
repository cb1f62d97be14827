// `npm run bench`: benchmarks in a real Electron, compared with test/perf/baseline.json by the specs themselves. Arguments
// after `--` go to Playwright.
import { main } from './lib/log.mjs'
import { build, prepare } from './lib/prepare.mjs'
import { runSuite } from './lib/suites.mjs'

await main(async () => {
  const electron = await prepare()
  await build()
  return runSuite('bench', { electron, extra: process.argv.slice(2) })
})
