// What a package is called and what it says of its origin. Pure, so that names and settings are tested without packaging.

const majorOf = (version) => Number.parseInt(version, 10)

/**
 * The version of a package: the app's own, followed by the Electron in it where that is not of the major version that the
 * app is made for. Such a package is good for trying and for tests, and must not pass for a release.
 *
 * @param {{ version: string, pinned: string, electron: string }} versions of the app, of Electron as pinned, as packaged
 */
export function packageVersion({ version, pinned, electron }) {
  return majorOf(electron) === majorOf(pinned) ? version : `${version}+electron${majorOf(electron)}`
}

/** Whether a file is a package, by its name. */
export const isPackage = (name) => /\.(deb|rpm|AppImage|dmg|zip|exe)$/.test(name)

/** Debian's and RPM's names of a processor. */
export const debianArch = (arch) => ({ x64: 'amd64', arm64: 'arm64' })[arch] ?? arch

const maintainer = 'The SSO Workbench authors <maintainers@sso-workbench.invalid>'

/**
 * Where a release lives, from the environment of the release workflow; a package built without it has no homepage and asks
 * for no updates.
 *
 * - `RELEASE_PAGE`: address of the repository, such as `https://github.com/OWNER/NAME`
 * - `RELEASE_PUBLIC_KEY`: the Ed25519 key that updates must be signed with, as the base64 of its SPKI form
 * - `RELEASE_PUBLISHER`: the name that packages of Windows are signed with, which a newer one must have too
 * - `RELEASE_MAINTAINER`: name and e-mail address for packages of Linux
 */
export function releaseFrom(env) {
  const page = env['RELEASE_PAGE'] || undefined
  const publicKey = env['RELEASE_PUBLIC_KEY'] || undefined
  return {
    page,
    maintainer: env['RELEASE_MAINTAINER'] || maintainer,
    publisher: env['RELEASE_PUBLISHER'] || undefined,
    updates: page && publicKey ? { ...updateAddresses(page), publicKey } : undefined,
  }
}

/** Where the app asks for updates, and where a person finds them. */
export function updateAddresses(page) {
  const files = `${page}/releases/latest/download`
  return { feed: `${files}/updates.json`, page: `${page}/releases/latest` }
}

/**
 * What electron-updater reads of a package: where its cache is, and on Windows by whom the next one has to be signed. It
 * downloads what the app tells it to, so that the address is not used. JSON is YAML too.
 *
 * @param {{ updates: { feed: string }, publisher?: string }} release
 */
export function updaterSettings({ updates, publisher }, cacheName) {
  const settings = {
    provider: 'generic',
    url: new URL('.', updates.feed).href,
    updaterCacheDirName: cacheName,
    ...(publisher === undefined ? {} : { publisherName: [publisher] }),
  }
  return `${JSON.stringify(settings, undefined, 2)}\n`
}
