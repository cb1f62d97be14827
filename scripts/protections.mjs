// `npm run test:protections`: takes each protection of test/support/protections away in a copy of the checkout and sees that its
// test fails there; first all of them have to pass unbroken. Arguments are ids of rows: `-- 7 S4`. The last line is
// `N passed, N failed`: a break passed where its test was seen to fail.
import { main } from './lib/log.mjs'
import { prepare } from './lib/prepare.mjs'
import { runProtections } from './lib/protections/run.mjs'
import { conclusion, exitCode } from './lib/report.mjs'

await main(async () => {
  await prepare()
  const results = [await runProtections(process.argv.slice(2))]
  process.stdout.write(conclusion(results))
  return exitCode(results)
})
