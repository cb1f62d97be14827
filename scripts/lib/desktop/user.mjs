// The ordinary user that root runs Electron as. It has a fixed name and is created if missing, so that repeated runs leave
// only one account.
import { spawnSync } from 'node:child_process'
import { Stop, say } from '../log.mjs'
import { output } from '../run.mjs'

const name = 'sso-workbench-test'

/** @returns {{ name: string, uid: number, gid: number, home: string }} */
export function ordinaryUser() {
  if (output('getent', ['passwd', name]) === undefined) {
    say(`Creating the ordinary user ${name}: Electron refuses its sandbox as root ...`)
    spawnSync('useradd', [
      '--create-home',
      '--shell',
      '/bin/bash',
      '--comment',
      'SSO Workbench tests',
      name,
    ])
  }
  const entry = output('getent', ['passwd', name])
  if (entry === undefined) throw new Stop(`The user ${name} could not be created.`)
  const [, , uid, gid, , home] = entry.split(':')
  return { name, uid: Number(uid), gid: Number(gid), home }
}

/** True when that user can do what `test FLAG PATH` asks. */
export const userCan = (user, flag, path) =>
  spawnSync('test', [flag, path], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0

/** True when a program exits 0 for that user. */
export const userRuns = (user, command, args) =>
  spawnSync(command, args, {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
    stdio: 'ignore',
    env: { PATH: process.env['PATH'] },
  }).status === 0
