// `npm run --silent electron:path`: the path of the Electron executable that start, tests and packaging use, alone on
// stdout; fetched if needed.
import { main } from './lib/log.mjs'
import { prepare } from './lib/prepare.mjs'

await main(async () => {
  process.stdout.write(`${await prepare({ optional: true })}\n`)
})
