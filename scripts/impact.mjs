// `npm run --silent impact -- A.json B.json`: what going from one exported set-up to another does to people, without a
// window. Builds what it needs the first time and when a source is newer.
import { pathToFileURL } from 'node:url'
import { locked } from './lib/lock.mjs'
import { explain, say } from './lib/log.mjs'
import { buildMapperIfNeeded, impactCommand } from './lib/mapper-build.mjs'
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
await import(pathToFileURL(impactCommand).href)
