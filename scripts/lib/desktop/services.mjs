// The services of a desktop session: a virtual display, a message bus and a keychain. Each function waits until its
// service answers and adds the process to `services`, to be stopped with the session.
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** Seconds to wait for a service on a busy machine. */
const patience = 30

function start(command, args, env, services, stdio) {
  // In its own process group: Ctrl-C in a terminal must stop the steps first, not the bus they use.
  const child = spawn(command, args, { env, stdio, detached: true })
  services.push(child)
  child.on('error', (error) => fail(`${command} could not be started: ${error.message}`))
  return child
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

/** The first line that a program writes to file descriptor 3. */
function firstLine(child, what) {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => fail(`${what} did not start within ${patience} s.`),
      patience * 1000,
    )
    let text = ''
    child.stdio[3].setEncoding('utf8').on('data', (chunk) => {
      text += chunk
      if (!text.includes('\n')) return
      clearTimeout(timer)
      resolve(text.slice(0, text.indexOf('\n')).trim())
    })
    child.on('exit', (code) => fail(`${what} ended (exit code ${code}).`))
  })
}

/** Starts Xvfb on a free display. Returns its name, as for DISPLAY; writes XAUTHORITY. */
export async function startDisplay(env, services) {
  writeFileSync(env.XAUTHORITY, authority(randomBytes(16)), { mode: 0o600 })
  const args = [
    '-displayfd',
    '3',
    '-screen',
    '0',
    '2048x1200x24',
    '-nolisten',
    'tcp',
    '-auth',
    env.XAUTHORITY,
  ]
  const child = start('Xvfb', args, env, services, ['ignore', 'ignore', 'ignore', 'pipe'])
  const number = await firstLine(child, 'Xvfb')
  child.removeAllListeners('exit')
  return `:${number}`
}

/** An X authority file with one cookie for any display, since its number is not known yet (family 65535 is "wild"). */
function authority(cookie) {
  const field = (data) => Buffer.concat([Buffer.from([data.length >> 8, data.length & 255]), data])
  const parts = ['', '', 'MIT-MAGIC-COOKIE-1'].map((text) => field(Buffer.from(text)))
  return Buffer.concat([Buffer.from([255, 255]), ...parts, field(cookie)])
}

/** Starts a session bus; returns its address. */
export async function startBus(env, services) {
  const args = ['--session', '--nofork', '--nopidfile', '--print-address=3']
  const child = start('dbus-daemon', args, env, services, ['ignore', 'ignore', 'ignore', 'pipe'])
  const address = await firstLine(child, 'dbus-daemon')
  child.removeAllListeners('exit')
  return address
}

/** Starts the keychain and unlocks it with a dummy password, since it only exists during the session. */
export async function startKeychain(env, services) {
  const args = ['--foreground', '--unlock', '--components=secrets']
  const child = start('gnome-keyring-daemon', args, env, services, ['pipe', 'ignore', 'ignore'])
  child.stdin.end('test')
  const alias = ['string:default']
  const question = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.secrets',
    '/org/freedesktop/secrets',
  ]
  // Calling the service itself could start a second one, so the bus is asked first.
  const owner = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/',
    'org.freedesktop.DBus.NameHasOwner',
  ]
  for (let tries = 0; tries < patience * 20; tries += 1) {
    const owned = spawnSync('dbus-send', [...owner, 'string:org.freedesktop.secrets'], {
      env,
      encoding: 'utf8',
    })
    if (owned.stdout?.includes('true')) {
      const method = 'org.freedesktop.Secret.Service.ReadAlias'
      const answer = spawnSync('dbus-send', [...question, method, ...alias], {
        env,
        encoding: 'utf8',
      })
      if (answer.stdout?.includes('/collection/')) return
    }
    await pause(50)
  }
  fail(`The keychain did not answer within ${patience} s.`)
}
