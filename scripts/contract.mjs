// `npm run test:contract`: the contract tests, in a desktop session because they use the real keychain. Arguments after
// `--` are passed to vitest.
import { main } from './lib/log.mjs'
import { prepare } from './lib/prepare.mjs'
import { prepareScimClient } from './lib/prepare/scim-client.mjs'
import { runSuite } from './lib/suites.mjs'

await main(async () => {
  const electron = await prepare()
  prepareScimClient()
  return runSuite('contract', { electron, extra: process.argv.slice(2) })
})
