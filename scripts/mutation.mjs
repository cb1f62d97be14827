// `npm run test:mutation -- changed`: plants small faults in the sources that this checkout changed, one by one, and names
// those that no test saw. Arguments are folders, files or lines (`FILE:10-20`) instead; without any, it takes the rooms of
// the long run, which is hours. A room fails where tests miss more than a tenth of them.
import { main } from './lib/log.mjs'
import { runMutations } from './lib/mutation.mjs'
import { prepare } from './lib/prepare.mjs'
import { conclusion } from './lib/report.mjs'

await main(async () => {
  await prepare()
  const results = await runMutations(process.argv.slice(2))
  process.stdout.write(conclusion(results))
  return results.some(({ failed }) => failed > 0) ? 1 : 0
})
