// npm packages: installed if they are missing or the lock file has changed. Install scripts are not run on purpose: keytar's
// downloads or compiles and would silently drop the package on failure (keytar.mjs builds it instead), and no other package
// needs one.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stop, say } from '../log.mjs'
import { root } from '../paths.mjs'
import { npm, toStderr } from '../run.mjs'

/** Fingerprint of what must be installed: the lock file on this system. */
function wantedIn(folder) {
  const lock = readFileSync(join(folder, 'package-lock.json'))
  return `${createHash('sha512').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`
}

/**
 * True if node_modules has the versions of the lock file already (after a plain `npm ci` or `npm install`). Optional packages
 * may be missing, since most are for other systems; keytar may not.
 */
function alreadyInstalled(folder) {
  try {
    const read = (...path) => JSON.parse(readFileSync(join(folder, ...path), 'utf8')).packages
    const installed = read('node_modules', '.package-lock.json')
    return Object.entries(read('package-lock.json')).every(([path, { version, optional }]) => {
      if (path === '') return true
      if (installed[path]) return installed[path].version === version
      return optional && path !== 'node_modules/keytar'
    })
  } catch {
    return false
  }
}

/** @param folder has a package.json with its lock file; the checkout, or the tools of packaging */
export async function preparePackages(folder = root) {
  const stamp = join(folder, 'node_modules', '.sso-workbench-lock')
  const current = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
  if (current === wantedIn(folder)) return
  if (!alreadyInstalled(folder)) {
    say('Installing npm packages ...')
    const args = ['ci', '--ignore-scripts', '--loglevel=error']
    const code = await npm(args, { stdio: toStderr, cwd: folder })
    if (code !== 0) throw new Stop(`npm ci failed (exit code ${code}).`)
  }
  writeFileSync(stamp, wantedIn(folder))
}
