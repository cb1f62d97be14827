// `npm test`: installs what is missing, builds, runs every suite, and prints `N passed, N failed` as the last line of
// stdout. The numbers come from the test runners' report files, not from their output.
import { explain, main, say } from './lib/log.mjs'
import { build, prepare } from './lib/prepare.mjs'
import { prepareScimClient } from './lib/prepare/scim-client.mjs'
import { conclusion, exitCode } from './lib/report.mjs'
import { runSuites } from './lib/suites.mjs'

async function testAll() {
  const electron = await prepare()
  const built = build()
  // Meanwhile, as it mostly waits for the network.
  prepareScimClient()
  await built
  return runSuites(['unit and contract', 'e2e'], { electron })
}

await main(async () => {
  let results
  try {
    results = await testAll()
  } catch (error) {
    say(explain(error))
    results = [{ name: 'preparation', passed: 0, failed: 1, skipped: 0 }]
  }
  process.stdout.write('\n')
  process.stdout.write(conclusion(results))
  return exitCode(results)
})
