// A SCIM client that is not ours, for tests: Python packages in a folder of their own. Where they cannot be had, the tests
// that need them are skipped and say so.
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { say } from '../log.mjs'
import { root } from '../paths.mjs'
import { output } from '../run.mjs'

const folder = join(root, 'node_modules', '.scim-client')
const wanted = join(root, 'test', 'support', 'identity-providers', 'scim-client.txt')
const stamp = join(folder, 'installed')

const python =
  process.platform === 'win32'
    ? join(folder, 'Scripts', 'python.exe')
    : join(folder, 'bin', 'python')

const fingerprint = () => createHash('sha512').update(readFileSync(wanted)).digest('hex')

/** The Python that has the packages; undefined where they are not installed, or it is another person's. */
export function scimClientPython() {
  const isInstalled = existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint()
  return isInstalled && mayRun(python) ? python : undefined
}

/** Tests may run as another person, who cannot reach a Python in a folder of the first one. */
function mayRun(program) {
  try {
    accessSync(program, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export function prepareScimClient() {
  if (scimClientPython()) return
  say('Installing a SCIM client for tests ...')
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '1']
  // That of the system first, which everybody may run.
  const made = ['/usr/bin/python3', 'python3'].some(
    (own) => output(own, ['-m', 'venv', '--clear', folder]) !== undefined,
  )
  if (made && output(python, [...pip, '--only-binary', ':all:', '-r', wanted]) !== undefined)
    writeFileSync(stamp, fingerprint())
  else say('It cannot be installed here: the tests with it are skipped.')
}
