// `npm run test:package`: installs the .deb of this checkout over an older one, with apt, and uses it as a person does. Takes
// minutes and needs root on Debian. The last line is `N passed, N failed`.
import { main } from './lib/log.mjs'
import { testPackage } from './lib/package/test-package.mjs'
import { prepare } from './lib/prepare.mjs'
import { conclusion, exitCode } from './lib/report.mjs'

await main(async () => {
  const electron = await prepare()
  const results = await testPackage({ electron, extra: process.argv.slice(2) })
  if (results.length === 0) return 0
  process.stdout.write(conclusion(results))
  return exitCode(results)
})
