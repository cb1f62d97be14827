// `npm run --silent mapper -- run|test|fmt|lint …`: mappers on the command line, without a window. Builds what it needs
// the first time and when a source is newer; after that `node out/mapper/mapper.js` is the same and quicker.
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
// Files are named as seen from where the person stands, not from where npm goes.
if (process.env['INIT_CWD']) process.chdir(process.env['INIT_CWD'])
await import(pathToFileURL(mapperCommand).href)
