// The app as a folder that can be started, from which every package is made: Electron under the app's name with the app as
// one archive, its fuses set, and verified after that.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stop, say } from '../log.mjs'
import { root } from '../paths.mjs'
import { builderConfig } from './builder-config.mjs'
import { wrongFuses } from './fuses.mjs'
import { productName, programName } from './identity.mjs'
import { npmLicences } from './licences.mjs'
import { builtFor } from './native-module.mjs'
import { updaterSettings } from './release.mjs'
import { packagingTool } from './tools.mjs'

/** What has the fuses in the folder, by system. */
const fused = {
  linux: programName,
  win32: `${productName}.exe`,
  darwin: `${productName}.app/Contents/Frameworks/Electron Framework.framework/Electron Framework`,
}

/** What the stand-in for Electron, which is of another app, brings along that is no part of ours. */
const leftovers = ['resources/app', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin']

/** Where electron-updater reads how the app was packaged. */
const updaterFile = () =>
  join(
    process.platform === 'darwin' ? `${productName}.app/Contents/Resources` : 'resources',
    'app-update.yml',
  )

/** electron-builder's functions, and the arguments that every call has in common. */
export function builder() {
  const { Arch, Platform, build } = packagingTool('electron-builder')
  const platform = Platform.current()
  return (names, arch, config, options = {}) =>
    build({
      projectDir: root,
      targets: platform.createTarget(names, Arch[arch]),
      config,
      publish: 'never',
      ...options,
    })
}

/**
 * Builds the folder; the app must be built. Returns its path.
 *
 * @param {Omit<Parameters<typeof builderConfig>[0], 'afterPack'> & { arch: string }} facts
 */
export async function buildUnpacked(facts) {
  const { arch } = facts
  checkKeytar(arch)
  writeFileSync(join(root, 'out', 'LICENSES.npm.txt'), npmLicences())
  let folder
  const config = builderConfig({
    ...facts,
    afterPack({ appOutDir }) {
      folder = appOutDir
      const foreign = process.platform === 'linux' ? leftovers : []
      for (const name of foreign) rmSync(join(appOutDir, name), { recursive: true, force: true })
      const { release } = facts
      if (release.updates) {
        const settings = updaterSettings(release, `${programName}-updater`)
        writeFileSync(join(appOutDir, updaterFile()), settings)
      }
      return Promise.resolve()
    },
  })
  const build = builder()
  await build(['dir'], arch, config)
  if (!folder || !existsSync(folder)) throw new Stop('electron-builder made no folder.')
  verify(folder)
  return folder
}

/** Fails unless all fuses of the folder's executable are as wanted. */
function verify(folder) {
  const wrong = wrongFuses(readFileSync(join(folder, fused[process.platform])))
  if (wrong.length > 0) throw new Stop(`The fuses of the package are wrong: ${wrong.join(', ')}.`)
  say('All fuses of the package are as wanted.')
}

/** A module of another system or processor would only be noticed by a person, when no keychain is found. */
function checkKeytar(arch) {
  const file = join(root, 'node_modules', 'keytar', 'build', 'Release', 'keytar.node')
  const built = existsSync(file) ? builtFor(readFileSync(file)) : undefined
  if (built?.platform === process.platform && built.archs.includes(arch)) return
  throw new Stop(
    `The keychain module (keytar) is not built for ${process.platform} on ${arch}: ` +
      (built ? `it is for ${built.platform} on ${built.archs.join(', ')}.` : 'it is missing.'),
  )
}
