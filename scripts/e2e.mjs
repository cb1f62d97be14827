// `npm run test:e2e`: the tests in a real Electron. Arguments after `--` are passed to Playwright: `-- -g publish`.
import { main } from './lib/log.mjs'
import { build, prepare } from './lib/prepare.mjs'
import { runSuite } from './lib/suites.mjs'

await main(async () => {
  const electron = await prepare()
  await build()
  return runSuite('e2e', { electron, extra: process.argv.slice(2) })
})
