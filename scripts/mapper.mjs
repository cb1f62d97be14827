// `npm run --silent mapper -- run|test|fmt|lint …`: mappers on the command line, without a window. Builds what it needs if
// it is missing or older than its sources; after that `node out/mapper/mapper.js` does the same and is faster.
import { pathToFileURL } from 'node:url'
import { locked } from './lib/lock.mjs'
import { explain, say } from './lib/log.mjs'
import { buildMapperIfNeeded, mapperCommand } from './lib/mapper-build.mjs'
import { preparePackagesOnly } from './lib/prepare.mjs'

try {
  await preparePackagesOnly()
  await locked(() => buildMapperIfNeeded())
} catch (error) {
  say(explain(error))
  process.exit(1)
}
// File names are relative to the person's folder, not to npm's.
if (process.env['INIT_CWD']) process.chdir(process.env['INIT_CWD'])
await import(pathToFileURL(mapperCommand).href)
