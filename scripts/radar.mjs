// `npm run --silent radar -- FILES`: what is wrong in exported set-ups, without a window. Builds what it needs the first
// time and when a source is newer.
import { pathToFileURL } from 'node:url'
import { locked } from './lib/lock.mjs'
import { explain, say } from './lib/log.mjs'
import { buildMapperIfNeeded, radarCommand } from './lib/mapper-build.mjs'
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
await import(pathToFileURL(radarCommand).href)
