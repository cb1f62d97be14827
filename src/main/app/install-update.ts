import { app } from 'electron'
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider'
import type { UpdateInfo } from 'electron-updater'
import { appError } from '../../core/errors/app-error'
import { failure, success } from '../../core/errors/result'
import type { Release } from '../../core/app/updates/feed'
import type { UpdateWay } from '../../core/app/updates/update-state'
import type { Installer } from '../services/updates/updates'

/** Where the package is of a kind that can be replaced by the app itself. */
function wayOf(): UpdateWay {
  const { APPIMAGE: appImage, PORTABLE_EXECUTABLE_FILE: portable } = process.env
  if (!app.isPackaged) return 'page'
  // A package of the system belongs to its package manager.
  if (process.platform === 'linux') return appImage === undefined ? 'page' : 'install'
  return portable === undefined ? 'install' : 'page'
}

/** A release in the words of electron-updater. */
function updateInfo({ version, files: all }: Release): UpdateInfo {
  const files = all.map(({ name, sha512, size }) => ({ url: name, sha512, size }))
  const [first] = files
  return {
    version,
    files,
    path: first?.url ?? '',
    sha512: first?.sha512 ?? '',
    releaseDate: '',
  }
}

/** electron-updater with this release as all that it knows: it reads no feed of its own. */
async function updaterOf(release: Release, feed: string) {
  const { autoUpdater, Provider } = await import('electron-updater')
  class Signed extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super({ ...runtime, isUseMultipleRangeRequest: false })
    }

    /** It would name this installation to the server. */
    override setRequestHeaders(): void {
      super.setRequestHeaders(null)
    }

    getLatestVersion(): Promise<UpdateInfo> {
      return Promise.resolve(updateInfo(release))
    }

    resolveFiles({ files }: UpdateInfo) {
      return files.map((info) => ({ url: new URL(info.url, feed), info }))
    }
  }
  autoUpdater.logger = null
  autoUpdater.autoDownload = false
  autoUpdater.autoInstallOnAppQuit = true
  autoUpdater.disableWebInstaller = true
  // Parts of a file would be asked for by addresses that nobody signed.
  autoUpdater.disableDifferentialDownload = true
  autoUpdater.setFeedURL({ provider: 'custom', updateProvider: Signed })
  return autoUpdater
}

/**
 * Downloads a newer version with electron-updater, which compares it with the signed hash and, on macOS and
 * Windows, with the signature of this copy, and puts it in its place when the app is closed.
 *
 * @param feed address beside which the files of a release lie
 */
export function createInstaller(feed: string): Installer {
  return {
    way: wayOf(),
    async download(release, onPercent) {
      try {
        const updater = await updaterOf(release, feed)
        const tell = ({ percent }: { percent: number }) => onPercent(percent)
        updater.on('download-progress', tell)
        try {
          const found = await updater.checkForUpdates()
          if (!found?.isUpdateAvailable) throw new Error('this copy cannot replace itself')
          await updater.downloadUpdate()
        } finally {
          updater.off('download-progress', tell)
        }
        return success(undefined)
      } catch (error) {
        return failure(appError('network.offline', String(error), { retry: true }))
      }
    },
  }
}
