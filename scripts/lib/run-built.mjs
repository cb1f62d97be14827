// Runs a command of src/cli that works without a window. Builds what it needs the first time and when a source is newer.
import { pathToFileURL } from 'node:url'
import { locked } from './lock.mjs'
import { explain, say } from './log.mjs'
import { buildMapperIfNeeded } from './mapper-build.mjs'
import { preparePackagesOnly } from './prepare.mjs'

/** @param {string} command path of the built command */
export async function runBuilt(command) {
  try {
    await preparePackagesOnly()
    await locked(() => buildMapperIfNeeded())
  } catch (error) {
    say(explain(error))
    process.exit(1)
  }
  // File names are relative to the person's folder, not to npm's.
  if (process.env['INIT_CWD']) process.chdir(process.env['INIT_CWD'])
  await import(pathToFileURL(command).href)
}
