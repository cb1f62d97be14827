// Runs Node scripts (test runners) where a real Electron can show real windows and use a real keychain. On macOS and
// Windows that is the present session. On Linux it is a temporary session with a virtual display, a message bus, an
// unlocked keychain and a home folder, so the person's own keychain is never used. Electron refuses its sandbox as root, so
// root runs the session as an ordinary user on a copy of the checkout.
import { spawn } from 'node:child_process'
import { dirname, join, sep } from 'node:path'
import { electronEnvironment } from './electron/prepare.mjs'
import { sessionEnvironment, sessionFor } from './desktop/environment.mjs'
import { stageForUser } from './desktop/stage.mjs'
import { locked } from './lock.mjs'
import { Stop, say } from './log.mjs'
import { isRoot, root } from './paths.mjs'
import { output, run } from './run.mjs'

/**
 * Runs the steps one after another, even after a failure, and returns their exit codes.
 *
 * @param {{ command?: string, args: string[], env?: Record<string, string>, minutes?: number }[]} steps programs, by
 *   default this Node, with paths inside the checkout or relative to it; `minutes`: after which a step is stopped (Linux only)
 * @param {{ electron: string, display?: string, desktops?: number, inMemory?: boolean }} options the Electron to use; an
 *   existing display for windows instead of a virtual one; the number of parallel virtual desktops; whether what is
 *   temporary is kept in memory where possible (Linux only)
 */
export async function runInDesktop(steps, { electron, display, desktops = 1, inMemory = false }) {
  if (process.platform !== 'linux') {
    const codes = []
    for (const { command = process.execPath, args, env } of steps) {
      const all = { ...process.env, ...electronEnvironment(electron), ...env }
      codes.push(await run(command, args, { env: all }))
    }
    return codes
  }
  const stage = isRoot()
    ? await locked(() => stageForUser({ electron, display }))
    : inPlace(electron)
  try {
    const { home, authority } = stage
    const session = {
      steps: steps.map((step) => move(step, { electron, stage, display })),
      display,
      home,
      authority,
      desktops: display ? 1 : desktops,
      inMemory,
    }
    return await runSession(session, stage)
  } finally {
    stage.finish()
  }
}

/** Runs steps as an ordinary user in the checkout itself. */
function inPlace(electron) {
  if (output('unshare', ['-Ur', 'true']) === undefined) {
    say(
      'This system does not let ordinary users create namespaces: Electron may refuse to start its sandbox.',
    )
  }
  return { folder: root, node: process.execPath, electron, finish() {} }
}

/** A step with its paths in the stage instead of the checkout. */
function move({ command, args, env = {}, minutes }, { electron, stage, display }) {
  const path = (text) =>
    text === root ? stage.folder : text.replaceAll(root + sep, stage.folder + sep)
  const moved = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, path(value)]))
  return {
    command: command === undefined ? stage.node : command === electron ? stage.electron : command,
    args: [...args.map(path), ...(command === electron ? sessionFor(display).switches : [])],
    env: moved,
    minutes,
  }
}

/** Starts session.mjs and forwards interrupts to it; it cleans up itself, even if this process disappears. */
function runSession(session, stage) {
  return new Promise((resolve, reject) => {
    const script = join(stage.folder, 'scripts', 'lib', 'desktop', 'session.mjs')
    const env = {
      ...sessionEnvironment(process.env, dirname(stage.node)),
      ...electronEnvironment(stage.electron),
    }
    const child = spawn(stage.node, [script, JSON.stringify(session)], {
      cwd: stage.folder,
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      ...(stage.user && { uid: stage.user.uid, gid: stage.user.gid }),
    })
    const passOn = (signal) => child.kill(signal)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn)
    let codes
    child.on('message', (message) => (codes = message.codes))
    child.on('error', reject)
    child.on('exit', (code) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, passOn)
      if (codes) resolve(codes)
      else reject(new Stop(`The desktop session ended early (exit code ${code}).`))
    })
  })
}
