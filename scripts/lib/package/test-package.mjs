// Builds two versions of the .deb and has them installed, used, upgraded and removed. Needs root on Debian or one of its
// derivatives; elsewhere it says so and tests nothing.
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ordinaryUser } from '../desktop/user.mjs'
import { Stop, say } from '../log.mjs'
import { isRoot, root } from '../paths.mjs'
import { output, run, toStderr } from '../run.mjs'
import { runSuites } from '../suites.mjs'
import { startAptHelper } from './apt-helper.mjs'
import { programName } from './identity.mjs'

// Not below out/, which is copied for the ordinary user.
const folder = join(root, 'dist', 'package-test')

/** Older than any release, so that the app's own version is an upgrade. */
const olderVersion = '0.0.1'

/** @returns the results of the suite; empty where it was skipped */
export async function testPackage({ electron, extra = [] }) {
  const why = whyNotHere()
  if (why !== undefined) {
    say(`The test of the package is skipped: ${why}.`)
    return []
  }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const older = await makePackage('older', [`--app-version=${olderVersion}`])
  const newer = await makePackage('newer')
  const helper = await startAptHelper({ older, newer, home: ordinaryUser().home })
  try {
    process.env['SSO_WORKBENCH_APT'] = helper.address
    return await runSuites(['package'], { electron, extra })
  } finally {
    delete process.env['SSO_WORKBENCH_APT']
    helper.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function whyNotHere() {
  if (process.platform !== 'linux' || output('apt-get', ['--version']) === undefined) {
    return 'it installs a .deb, which is for Debian and its derivatives'
  }
  if (!isRoot()) return 'it installs and removes a package, which needs root'
  const installed = output('dpkg-query', ['-W', '-f', '${Status}', programName])
  return installed?.endsWith('ok installed')
    ? `${programName} is installed on this computer, and would be removed`
    : undefined
}

async function makePackage(name, options = []) {
  const target = join(folder, name)
  const script = join(root, 'scripts', 'package.mjs')
  const args = [script, '--only=deb', '--quick', `--output=${target}`, ...options]
  const code = await run(process.execPath, args, { stdio: toStderr })
  const file = readdirSync(target).find((each) => each.endsWith('.deb'))
  if (code !== 0 || !file)
    throw new Stop(`The ${name} package could not be made (exit code ${code}).`)
  return join(target, file)
}
