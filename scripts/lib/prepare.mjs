// Installs what is missing, so that every command works on a fresh clone: system packages, npm packages, the keychain
// module and Electron. Takes a few milliseconds if everything is there.
import { prepareElectron } from './electron/prepare.mjs'
import { locked } from './lock.mjs'
import { Stop, say } from './log.mjs'
import { prepareKeytar } from './prepare/keytar.mjs'
import { preparePackages } from './prepare/packages.mjs'
import { prepareSystem } from './prepare/system.mjs'
import { packageBin, run, toStderr } from './run.mjs'

/** Only the npm packages: for commands that need neither a desktop nor Electron. */
export const preparePackagesOnly = () => locked(() => preparePackages())

/**
 * Prepares everything. `optional`: missing parts that the app can run without (system packages that cannot be installed,
 * the keychain) are reported and not fatal. Returns the path of the Electron executable.
 */
export function prepare({ optional = false } = {}) {
  return locked(async () => {
    await prepareSystem().catch((error) => {
      if (!optional || !(error instanceof Stop)) throw error
      say(error.message)
    })
    await preparePackages()
    await prepareKeytar({ optional })
    return prepareElectron()
  })
}

/** Builds the app into out/. */
export async function build() {
  say('Building the app ...')
  const args = [packageBin('electron-vite'), 'build', '--logLevel', 'warn']
  const code = await locked(() => run(process.execPath, args, { stdio: toStderr }))
  if (code !== 0) throw new Stop(`The build failed (exit code ${code}).`)
}
