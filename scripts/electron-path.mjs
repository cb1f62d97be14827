// `npm run --silent electron:path`: prints only the path of the Electron executable that start, tests and packaging use;
// downloads it if needed.
import { main } from './lib/log.mjs'
import { prepare } from './lib/prepare.mjs'

await main(async () => {
  process.stdout.write(`${await prepare({ optional: true })}\n`)
})
