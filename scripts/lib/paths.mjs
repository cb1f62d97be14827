// Paths: the checkout, and the cache folder that outlives a clone. Defined once, because tests, CI and packaging must
// agree on them.
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout this file belongs to. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Machine-readable test reports; below out/, so git never sees them. */
export const reportsFolder = join(root, 'out', 'reports')

export const isRoot = () => process.platform === 'linux' && process.getuid?.() === 0

/** Root's cache is shared on the machine, so that the ordinary user that runs Electron can read it. */
const machineCache = '/var/cache/sso-workbench'

/** The folder to write what is fetched or built to. `env`, `platform` and `asRoot` are arguments for tests. */
export function cacheFolder(env = process.env, platform = process.platform, asRoot = isRoot()) {
  if (platform === 'win32') {
    return join(
      env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'),
      'sso-workbench',
      'Cache',
    )
  }
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'sso-workbench')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'sso-workbench')
  return asRoot ? machineCache : join(env['HOME'] ?? homedir(), '.cache', 'sso-workbench')
}

/** An entry of the own cache, or the same entry that root has already put into the machine's; else undefined. */
export function findInCache(entry, file) {
  return [cacheFolder(), ...(process.platform === 'linux' ? [machineCache] : [])]
    .map((folder) => join(folder, entry))
    .find((folder) => existsSync(join(folder, file)))
}
