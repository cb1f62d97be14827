// `npm run test:soak`: the long version of some tests in `npm test`. The kill, damage, two-writer and fault runs print
// their counts and seed (SOAK_SEED repeats one); the mapper engine is compared with native go-jsonnet, where Go is
// installed, and runs all snippets and hostile mappers in a window; every screen is checked in every theme and size; each
// protection is taken away, and its test seen to fail (`npm run test:protections` alone); small faults are planted where they
// cost people most, and each is seen by a test or has its reason (`npm run test:mutation` alone); the .deb is installed, used,
// upgraded and removed, where root can do that (`npm run test:package` alone). The last line is `N passed, N failed`.
import { nativeEngine } from './lib/engine/native.mjs'
import { main } from './lib/log.mjs'
import { runMutations } from './lib/mutation.mjs'
import { testPackage } from './lib/package/test-package.mjs'
import { build, prepare } from './lib/prepare.mjs'
import { runProtections } from './lib/protections/run.mjs'
import { conclusion, exitCode } from './lib/report.mjs'
import { runSuites } from './lib/suites.mjs'

await main(async () => {
  const electron = await prepare()
  await build()
  await nativeEngine()
  // The kill and damage runs need the machine alone; three screens are checked at a time.
  const results = [
    ...(await runSuites(['soak-services', 'soak-app'], { electron })),
    ...(await runSuites(['soak-screens'], { electron })),
    await runProtections(),
    ...(await runMutations()),
    ...(await testPackage({ electron })),
  ]
  process.stdout.write(conclusion(results))
  return exitCode(results)
})
