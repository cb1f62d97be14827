// The session itself: runs as an ordinary user, started by desktop.mjs with its plan as argument. Sends the exit codes of
// the steps to its parent, and stops everything at the end, on a signal, and when the parent is gone. It has one desktop
// or several: tests with parallel windows read them from SSO_WORKBENCH_DESKTOPS, a JSON list of environments.
import { spawn } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { constants, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { earlierKeychains, sessionFor } from './environment.mjs'
import { newPlace } from './place.mjs'
import { startBus, startDisplay, startKeychain } from './services.mjs'

const { steps, display, home, authority, desktops = 1, inMemory } = JSON.parse(process.argv[2])
const folder = newPlace({ inMemory })
const services = []
let current
let stopped = false

function cleanUp() {
  for (const service of services.toReversed()) service.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** Ends a step and its children, as far as they still run. */
function end(step, signal) {
  try {
    process.kill(-step.pid, signal)
  } catch {
    // All have ended already.
  }
}

/** Ends a step: first by signal, then by force. */
function endSoon(step, signal) {
  end(step, signal)
  setTimeout(() => end(step, 'SIGKILL'), 8_000).unref()
}

/** Stops the running step. Later steps do not start. */
function stop(signal) {
  if (stopped) return
  stopped = true
  if (current) endSoon(current, signal)
  // Nobody is left to notify or to wait for.
  if (!current) process.exit(1)
}

/**
 * Runs one step in its own process group, so that stopping it also stops its children. A step that takes longer than its
 * `minutes` is stopped, and the next one runs.
 */
function runStep({ command, args, env, minutes }, sessionEnv) {
  if (stopped) return 1
  return new Promise((resolve) => {
    const step = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...sessionEnv, ...env },
      detached: true,
    })
    current = step
    const limit = minutes === undefined ? undefined : setTimeout(giveUp, minutes * 60_000)
    function giveUp() {
      process.stderr.write(`Stopped after ${minutes} minutes: ${[command, ...args].join(' ')}\n`)
      endSoon(step, 'SIGTERM')
    }
    step.on('error', (error) => {
      clearTimeout(limit)
      process.stderr.write(`${command}: ${error.message}\n`)
      resolve(127)
    })
    step.on('exit', (code, signal) => {
      clearTimeout(limit)
      // A test process in an endless loop does not notice that its runner has gone.
      if (minutes !== undefined) end(step, 'SIGKILL')
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
}

function removeEarlierKeychains(ownHome) {
  const found = join(ownHome, earlierKeychains)
  if (!existsSync(found)) return
  rmSync(found, { recursive: true, force: true })
  process.stderr.write(
    'Keys that an earlier start as root kept in a keychain made for tests were deleted, since it protected nothing: ' +
      'replace them in the Ory Console.\n',
  )
}

/** The environment of one desktop, with a message bus and, for the tests, a keychain of its own. */
async function desktopEnvironment(place) {
  const runtime = join(place, 'run')
  mkdirSync(runtime, { recursive: true, mode: 0o700 })
  // Its own home folder, unless it shows the app to a person, whose data must be there the next time.
  const ownHome = home ?? join(place, 'home')
  mkdirSync(ownHome, { recursive: true })
  // Mesa puts its cache below the account's home folder, whatever HOME says.
  const XDG_CACHE_HOME = join(ownHome, '.cache')
  const own = { HOME: ownHome, XDG_CACHE_HOME, XDG_RUNTIME_DIR: runtime }
  own.XAUTHORITY = join(place, 'xauthority')
  if (display) {
    own.DISPLAY = display
    if (authority) copyFileSync(authority, own.XAUTHORITY)
    else delete own.XAUTHORITY
  } else {
    own.DISPLAY = await startDisplay({ ...process.env, ...own }, services)
  }
  own.DBUS_SESSION_BUS_ADDRESS = await startBus({ ...process.env, ...own }, services)
  if (sessionFor(display).startsKeychain) await startKeychain({ ...process.env, ...own }, services)
  else removeEarlierKeychains(ownHome)
  return own
}

/** The environment of the steps: the first desktop, and a list of all. */
async function sessionEnvironment() {
  const { username } = userInfo()
  const TMPDIR = join(folder, 'tmp')
  mkdirSync(TMPDIR)
  const all = await Promise.all(
    Array.from({ length: desktops }, (_, at) => desktopEnvironment(join(folder, `desktop-${at}`))),
  )
  const user = { USER: username, LOGNAME: username, TMPDIR }
  return { ...process.env, ...user, ...all[0], SSO_WORKBENCH_DESKTOPS: JSON.stringify(all) }
}

chmodSync(folder, 0o700)
process.on('exit', cleanUp)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal))
process.on('disconnect', () => stop('SIGTERM'))

const env = await sessionEnvironment()
const codes = []
for (const step of steps) {
  codes.push(await runStep(step, env))
  current = undefined
}
// Wait for them, so that they do not remain as zombies where nothing reaps orphans (containers).
const gone = services.map((service) => new Promise((resolve) => service.once('exit', resolve)))
for (const service of services.toReversed()) service.kill('SIGTERM')
await Promise.race([Promise.all(gone), pause(3_000)])
if (process.connected) process.send({ codes }, () => process.exit(0))
else process.exit(1)
