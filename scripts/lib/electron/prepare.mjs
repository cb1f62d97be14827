// Finds Electron by the rule in choose.mjs, and downloads it if needed.
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Stop } from '../log.mjs'
import { chooseElectron, executableName, hasStandIn } from './choose.mjs'
import { downloadFailedAt, downloadPinned, pinnedElectron } from './pinned.mjs'
import { standInElectron } from './stand-in.mjs'

/** Path of the Electron executable. */
export async function prepareElectron() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const { platform, arch } = process
  const pinned = pinnedElectron()
  const facts = {
    override,
    pinned: pinned !== undefined,
    downloadFailedAt: downloadFailedAt(),
    now: Date.now(),
    platform,
    arch,
  }
  switch (chooseElectron(facts)) {
    case 'override': {
      const executable = resolve(override, executableName(platform))
      if (existsSync(executable)) return executable
      throw new Stop(`ELECTRON_OVERRIDE_DIST_PATH has no ${executableName(platform)}: ${override}`)
    }
    case 'pinned':
      return pinned
    case 'stand-in':
      return standInElectron()
    case 'download': {
      const downloaded = await downloadPinned()
      if (downloaded) return downloaded
      if (hasStandIn(platform, arch)) return standInElectron()
      throw new Stop(
        'Electron could not be downloaded. Set ELECTRON_OVERRIDE_DIST_PATH to a folder with one.',
      )
    }
  }
}

/** Variables for child processes to find the same Electron: the first for electron-vite and tests, the second for `electron`. */
export function electronEnvironment(executable) {
  const folder =
    process.platform === 'darwin'
      ? join(dirname(executable), '..', '..', '..')
      : dirname(executable)
  return { ELECTRON_EXEC_PATH: executable, ELECTRON_OVERRIDE_DIST_PATH: folder }
}
