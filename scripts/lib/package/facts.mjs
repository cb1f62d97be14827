// What packaging has to know of this system.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { electronEnvironment } from '../electron/prepare.mjs'
import { root } from '../paths.mjs'
import { output } from '../run.mjs'

/** Milliseconds to wait for an answer of GitHub. */
const patience = 8_000

/** Whether the helper programs of electron-builder can be fetched. */
export async function canFetchHelpers(env = process.env) {
  const from = env['ELECTRON_BUILDER_BINARIES_MIRROR'] || 'https://github.com'
  try {
    await fetch(from, { method: 'HEAD', signal: AbortSignal.timeout(patience) })
    return true
  } catch {
    // No way there, which is the answer.
    return false
  }
}

export const hasCommand = (name) => output('sh', ['-c', `command -v ${name}`]) !== undefined

/**
 * The Electron to package: the version of the one that was prepared, and its folder.
 *
 * @param {string} executable as prepared
 */
export function electronAt(executable) {
  const folder = electronEnvironment(executable).ELECTRON_OVERRIDE_DIST_PATH
  const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
  return { folder, version }
}

export function appFacts() {
  const { version, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return { version, pinned: devDependencies.electron }
}
