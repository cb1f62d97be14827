// Starting other programs. Interrupts are forwarded and waited for, so that no window, server or virtual display outlives
// the command that started it.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { Stop } from './log.mjs'
import { root } from './paths.mjs'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Output of a preparing step: everything to stderr (see log.mjs). */
export const toStderr = ['ignore', 2, 2]

/** Runs a program to its end; resolves to its exit code (128 + signal when killed). Options are those of `spawn`. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
    const passOn = (signal) => child.kill(signal)
    for (const signal of signals) process.on(signal, passOn)
    const done = () => {
      for (const signal of signals) process.off(signal, passOn)
    }
    child.on('error', (error) => {
      done()
      reject(new Stop(`${command} could not be started: ${error.message}`))
    })
    child.on('exit', (code, signal) => {
      done()
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
}

/** Output of a program, trimmed; undefined when it fails or does not exist. */
export function output(command, args, options = {}) {
  const result = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    ...options,
  })
  return result.status === 0 ? result.stdout.trim() : undefined
}

/**
 * The script of a package's command, to be run by this Node: without shell or `.cmd` file, so it is the same on every system.
 */
export function packageBin(name, command = name) {
  const folder = join(root, 'node_modules', name)
  if (!existsSync(folder)) throw new Stop(`The npm package ${name} is not installed.`)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[command])
}

/** Runs npm: the one that started this process, else the one on the PATH (a `.cmd` on Windows). */
export function npm(args, options = {}) {
  const own = process.env['npm_execpath']
  if (own && /npm-cli\.c?js$/.test(own)) return run(process.execPath, [own, ...args], options)
  return run('npm', args, { shell: process.platform === 'win32', ...options })
}
