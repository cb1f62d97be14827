// System packages on Debian and its derivatives: installed if we are root, else listed in one command to copy. If all are
// there, only dpkg-query is called. Other systems have their own desktop and keychain.
import { Stop, say } from '../log.mjs'
import { isRoot } from '../paths.mjs'
import { output, run } from '../run.mjs'
import { installedNames, missingPackages, nameHere, systemPackages } from './system-packages.mjs'

const both = systemPackages.flatMap((name) => [name, `${name}t64`])

function installed() {
  // dpkg-query exits with 1 for any unknown name, so its output is used regardless of the code.
  const query = `dpkg-query -W -f '\${Package} \${db:Status-Abbrev}\\n' ${both.join(' ')} 2>/dev/null; true`
  return installedNames(output('sh', ['-c', query]) ?? '')
}

/** True if the package lists have an installable version (a name only mentioned by others has none). */
const available = (name) =>
  /Candidate: (?!\(none\))/.test(output('apt-cache', ['policy', name], { env: english }) ?? '')

/** dpkg reports every file it unpacks; only errors are useful. */
const errorsOnly = ['ignore', 'ignore', 2]

const english = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' }

export async function prepareSystem() {
  if (process.platform !== 'linux' || output('dpkg-query', ['--version']) === undefined) return
  const missing = missingPackages(systemPackages, installed())
  if (missing.length === 0) return
  if (!isRoot()) {
    const names = missing.map((name) => nameHere(name, available)).join(' ')
    throw new Stop(
      `System packages are missing. Install them, then run this again:\n  sudo apt-get install ${names}`,
    )
  }
  say(`Installing system packages: ${missing.join(' ')} ...`)
  const apt = (args) =>
    run('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      env: english,
      stdio: errorsOnly,
    })
  // The lists first: on a fresh machine there are none, on an old one they list removed versions.
  await apt(['update'])
  const names = missing.map((name) => nameHere(name, available))
  const code = await apt(['install', '-y', '--no-install-recommends', ...names])
  if (code !== 0) throw new Stop(`apt-get install ${names.join(' ')} failed (exit code ${code}).`)
}
