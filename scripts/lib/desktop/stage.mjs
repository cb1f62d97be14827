// A copy of root's checkout for an ordinary user, made for each run, because that user may be unable to read the original,
// and because two runs must not write to one folder. Packages are hard links (half a second instead of eight); the user
// cannot change them, since they belong to root.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { Stop, say } from '../log.mjs'
import { root } from '../paths.mjs'
import { ordinaryUser, userCan, userRuns } from './user.mjs'

/** Results of a run; copied back into the checkout, with the owner of the checkout. */
const results = [
  'out/demo',
  'out/screens',
  'out/documented',
  'out/reports',
  'test-results',
  'playwright-report',
  'test/perf/results.json',
]

const notCopied = new Set(['node_modules', '.git', 'dist', 'test-results', 'playwright-report'])

const must = (command, args) => {
  const { status, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (status !== 0) throw new Stop(`${command} ${args[0]} failed: ${stderr}`)
}

/**
 * With an existing `display` the user also gets a copy of the caller's X authority, and a permanent home folder. Returns
 * the user, the paths of the copied checkout, Node and Electron, and `finish()`, which copies results back and cleans up.
 */
export function stageForUser({ electron, display }) {
  const user = ordinaryUser()
  removeLeftovers(user)
  const place = join(user.home, `run-${process.pid}`)
  const folder = join(place, 'app')
  const remove = () => rmSync(place, { recursive: true, force: true })
  process.once('exit', remove)
  mkdirSync(folder, { recursive: true })
  copySources(folder, user)
  copyPackages(folder, user)
  chownSync(place, user.uid, user.gid)
  return {
    user,
    folder,
    home: display && user.home,
    authority: display && authorityFor(user, place),
    node: nodeFor(user, place),
    electron: electronFor(user, place, electron),
    finish() {
      bringBack(folder)
      remove()
      process.off('exit', remove)
    },
  }
}

/** Deletes copies of runs that were killed before they could clean up. */
function removeLeftovers({ home }) {
  for (const name of readdirSync(home).filter((entry) => /^run-\d+$/.test(entry))) {
    if (!existsSync(`/proc/${name.slice(4)}`))
      rmSync(join(home, name), { recursive: true, force: true })
  }
}

function copySources(folder, user) {
  const entries = readdirSync(root).filter((entry) => !notCopied.has(entry))
  must('cp', ['-a', ...entries.map((entry) => join(root, entry)), folder])
  rmSync(join(folder, 'out', '.preparing'), { recursive: true, force: true })
  for (const result of results) rmSync(join(folder, result), { recursive: true, force: true })
  must('chown', ['-R', `${user.uid}:${user.gid}`, folder])
}

function copyPackages(folder, user) {
  // A copy of the checkout may have a link to the packages of the original.
  const source = realpathSync(join(root, 'node_modules'))
  const target = join(folder, 'node_modules')
  const readable = (statSync(join(source, '.package-lock.json')).mode & 0o004) !== 0
  if (readable && spawnSync('cp', ['-al', source, target], { stdio: 'ignore' }).status === 0) {
    must('find', [target, '-type', 'd', '-exec', 'chown', `${user.uid}:${user.gid}`, '{}', '+'])
  } else {
    rmSync(target, { recursive: true, force: true })
    must('cp', ['-a', source, target])
    must('chown', ['-R', `${user.uid}:${user.gid}`, target])
  }
  // Tools write to their caches, and could not overwrite root's files there.
  for (const cache of ['.vite', '.vite-temp', '.cache'])
    rmSync(join(target, cache), { recursive: true, force: true })
}

function authorityFor(user, place) {
  const given = process.env['XAUTHORITY'] ?? join(homedir(), '.Xauthority')
  if (!existsSync(given)) return undefined
  const copy = join(place, 'xauthority')
  copyFileSync(given, copy)
  chmodSync(copy, 0o600)
  chownSync(copy, user.uid, user.gid)
  return copy
}

function nodeFor(user, place) {
  if (userRuns(user, process.execPath, ['--version'])) return process.execPath
  mkdirSync(join(place, 'bin'))
  copyFileSync(process.execPath, join(place, 'bin', 'node'))
  return join(place, 'bin', 'node')
}

/** Electron for the user, with the helper of its older sandbox if the kernel denies the newer one. */
function electronFor(user, place, electron) {
  const helper = join(dirname(electron), 'chrome-sandbox')
  const setuid = () =>
    existsSync(helper) && (statSync(helper).mode & 0o4000) !== 0 && statSync(helper).uid === 0
  const namespaces = userRuns(user, 'unshare', ['-Ur', 'true'])
  if (userCan(user, '-x', electron) && (namespaces || setuid())) return electron
  say('Copying Electron for the ordinary user ...')
  const copy = join(place, 'electron')
  must('cp', ['-a', dirname(electron), copy])
  must('chown', ['-R', '0:0', copy])
  must('chmod', ['-R', 'a+rX', copy])
  if (!namespaces) chmodSync(join(copy, 'chrome-sandbox'), 0o4755)
  return join(copy, basename(electron))
}

function bringBack(folder) {
  const { uid, gid } = statSync(root)
  for (const result of results.filter((path) => existsSync(join(folder, path)))) {
    const target = join(root, result)
    rmSync(target, { recursive: true, force: true })
    mkdirSync(dirname(target), { recursive: true })
    must('cp', ['-a', join(folder, result), target])
    must('chown', ['-hR', `${uid}:${gid}`, target])
  }
}
