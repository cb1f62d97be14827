// The .deb, made of the unpacked app by Debian's own tools, on every machine alike: so what is tested is what is released.
import { chmodSync, mkdirSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../paths.mjs'
import { themeIcons } from './icons.mjs'
import { linkScheme, mimeType, productName, programName } from './identity.mjs'
import { debianArch } from './release.mjs'
import { packagingTool } from './tools.mjs'

/** Beyond what the library lists for Electron: sound, graphics memory, and what keytar is linked with. */
const depends = ['libasound2 | libasound2t64', 'libgbm1', 'libsecret-1-0']

/** A keychain; without one the app says what to install, and works with keys in memory. */
const recommends = ['gnome-keyring | keepassxc']

const about = `Shows organizations and connections of many Ory Network projects side by side, keeps every change as a
draft until it is published, and shows in plain words and as exact JSON Patch what will be sent, and where. Workspace API
keys stay in the keychain.`

/**
 * Makes the package and returns its path.
 *
 * @param {{ unpacked: string, output: string, arch: string, version: string, compression: 'xz' | 'gzip',
 *   release: ReturnType<typeof import('./release.mjs').releaseFrom> }} options `unpacked`: the folder with the app;
 *   `version`: with the mark of a stand-in
 */
export async function makeDeb({ unpacked, output, arch, version, release, compression }) {
  mkdirSync(output, { recursive: true })
  const file = join(output, `${programName}_${version}_${debianArch(arch)}.deb`)
  const installer = new (installerClass())({
    src: unpacked,
    dest: output,
    rename: () => file,
    logger: () => undefined,
    options: {
      name: programName,
      productName,
      genericName: 'Single sign-on of Ory projects',
      description: 'Enterprise single sign-on of many Ory Network projects',
      productDescription: about.replaceAll('\n', ' '),
      version,
      arch: debianArch(arch),
      bin: programName,
      maintainer: release.maintainer,
      ...(release.page ? { homepage: release.page } : {}),
      section: 'utils',
      priority: 'optional',
      compression,
      categories: ['Development', 'Utility'],
      mimeType: [`x-scheme-handler/${linkScheme}`, mimeType],
      icon: themeIcons(),
      desktopTemplate: join(root, 'build', 'linux', 'desktop.ejs'),
      depends,
      lintianOverrides: [],
    },
  })
  await installer.generateDefaults()
  await installer.generateOptions()
  await installer.createStagingDir()
  await installer.createContents()
  await installer.createPackage()
  await installer.movePackage()
  return file
}

/** The library's installer, with our file type, licence and list of keychains. */
function installerClass() {
  const { Installer } = packagingTool('electron-installer-debian')
  return class extends Installer {
    get contentFunctions() {
      return [...super.contentFunctions, 'copyMimeType']
    }

    async generateDefaults() {
      const defaults = await super.generateDefaults()
      // The library's own are of Debian releases long gone.
      return Object.assign(defaults, { recommends, suggests: [] })
    }

    async copyLicense(target) {
      await copyFile(join(root, 'LICENSE'), target)
    }

    async copyMimeType() {
      const folder = join(this.stagingDir, this.baseAppDir, 'share', 'mime', 'packages')
      const target = join(folder, `${programName}.xml`)
      await mkdir(folder, { recursive: true, mode: 0o755 })
      await copyFile(join(root, 'build', 'linux', 'mime.xml'), target)
      chmodSync(target, 0o644)
    }
  }
}
