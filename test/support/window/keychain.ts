import { execFileSync } from 'node:child_process'
import { keychainSecrets } from './app'

const output = (command: string, args: readonly string[], input?: string) =>
  execFileSync(command, args, { encoding: 'utf8', ...(input === undefined ? {} : { input }) })

/** Puts a secret into the keychain in the app's format, without the app. Linux only. */
export function putIntoKeychain(account: string, secret: string): void {
  const names = ['service', 'SSO Workbench', 'account', account]
  output('secret-tool', ['store', '--label', account, ...names], secret)
}

/** Blocks the keychain, like one that a person has to unlock. @returns unblocks it. */
export function holdKeychain(): () => void {
  const bus = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/']
  const method = 'org.freedesktop.DBus.GetConnectionUnixProcessID'
  const answer = output('dbus-send', [...bus, method, 'string:org.freedesktop.secrets'])
  const pid = Number(/uint32 (\d+)/.exec(answer)?.[1])
  if (!(pid > 1)) throw new Error(`No process has the keychain: ${answer}`)
  process.kill(pid, 'SIGSTOP')
  return () => void process.kill(pid, 'SIGCONT')
}

export const inKeychain = (secret: string): boolean => keychainSecrets().includes(secret)
