// `npm run test:soak`: the long versions of the kill, damage, two-writer and fault runs, one after the other. Each prints its
// counts and its seed (SOAK_SEED plays one again); the last line is `N passed, N failed`.
import { main } from './lib/log.mjs'
import { build, prepare } from './lib/prepare.mjs'
import { summary, total } from './lib/report.mjs'
import { runSuites } from './lib/suites.mjs'

await main(async () => {
  const electron = await prepare()
  await build()
  const results = await runSuites(['soak-services', 'soak-app'], { electron })
  for (const result of results) process.stdout.write(`${result.name}: ${summary(result)}\n`)
  const all = total(results)
  process.stdout.write(`${summary(all)}\n`)
  return all.failed > 0 || all.passed === 0 ? 1 : 0
})
