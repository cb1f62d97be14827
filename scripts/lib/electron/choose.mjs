// The rule for choosing Electron, as a pure function of the facts.

/** Electron's executable below its folder, by system. */
export function executableName(platform) {
  if (platform === 'win32') return 'electron.exe'
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'
}

/**
 * Which Electron to use, best first:
 * - `override`: the folder in ELECTRON_OVERRIDE_DIST_PATH, for those who bring their own;
 * - `pinned`: the `electron` package's own executable, when it has been downloaded;
 * - `download`: that executable, to be downloaded now;
 * - `stand-in`: an older Electron from the npm registry, where downloads are known to fail. Only made for Linux on x64.
 *
 * @param {{ override?: string, pinned: boolean, downloadFailedAt?: number, now: number, platform: string, arch: string }} facts
 *   `downloadFailedAt` and `now` in milliseconds
 * @returns {'override' | 'pinned' | 'download' | 'stand-in'}
 */
export function chooseElectron({ override, pinned, downloadFailedAt, now, platform, arch }) {
  if (override) return 'override'
  if (pinned) return 'pinned'
  const failedLately =
    downloadFailedAt !== undefined && now - downloadFailedAt < day && now >= downloadFailedAt
  return failedLately && hasStandIn(platform, arch) ? 'stand-in' : 'download'
}

/** How long a failed download is not tried again, in milliseconds. */
const day = 24 * 60 * 60 * 1000

export const hasStandIn = (platform, arch) => platform === 'linux' && arch === 'x64'
