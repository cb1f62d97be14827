// Only one command at a time prepares, builds or copies a checkout: two would both run `npm ci`, or one would copy what
// the other has half built.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { say } from './log.mjs'
import { root } from './paths.mjs'

const alive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Runs `work` while no other command works on this checkout. */
export function locked(work) {
  mkdirSync(join(root, 'out'), { recursive: true })
  return withLock(join(root, 'out', '.preparing'), work)
}

/** Runs `work` while holding the lock folder; a lock of a dead process is replaced. */
async function withLock(folder, work) {
  const owner = join(folder, 'pid')
  let told = false
  let unowned = 0
  for (;;) {
    try {
      mkdirSync(folder)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    let pid = 0
    try {
      pid = Number(readFileSync(owner, 'utf8'))
    } catch {
      // The other process has created the folder but not written its id yet.
    }
    unowned = pid > 0 ? 0 : unowned + 1
    if ((pid > 0 && !alive(pid)) || unowned > 20) {
      rmSync(folder, { recursive: true, force: true })
      continue
    }
    if (!told) say('Waiting for another command that is preparing this checkout ...')
    told = true
    await pause(250)
  }
  writeFileSync(owner, String(process.pid))
  try {
    return await work()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
