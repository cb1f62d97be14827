import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { newUserData, removeUserData } from './app'

/** A separate file system, small enough to fill up completely. */
export interface SmallDisk {
  readonly folder: string
  /** Uses all remaining space, repeatedly until `free`, since other processes also delete files. */
  fill(): void
  free(): void
  remove(): Promise<void>
}

/**
 * Mounts memory as a disk, without being root: in a namespace of its own, which this user may make and
 * which a sleeping process holds. From outside it is reached through that process.
 *
 * @returns why there is none, where the system does not allow it.
 */
export async function smallDisk(megabytes: number): Promise<SmallDisk | string> {
  if (process.platform !== 'linux') return 'a small disk can be made on Linux only'
  const place = newUserData()
  const mount = `mount -t tmpfs -o size=${megabytes}m,mode=700 tmpfs '${place}'`
  const holder = spawn('unshare', ['-Urm', 'sh', '-c', `${mount} && echo ready && exec sleep 600`])
  const ended = new Promise<void>((resolve) => {
    holder.once('exit', () => resolve())
    holder.once('error', () => resolve())
  })
  const ready = new Promise<boolean>((resolve) => {
    holder.stdout.once('data', () => resolve(true))
    void ended.then(() => resolve(false))
  })
  const remove = async () => {
    holder.kill('SIGKILL')
    await ended
    removeUserData(place)
  }
  const folder = join(`/proc/${holder.pid ?? 0}/root`, place)
  if (!(await ready) || !existsSync(folder)) {
    await remove()
    return 'this system lets ordinary users mount nothing in a namespace'
  }
  const filler = join(folder, 'filler')
  let timer: ReturnType<typeof setInterval> | undefined

  function takeAll(): void {
    const file = openSync(filler, 'a')
    try {
      // In ever smaller pieces, down to one page, the unit of allocation.
      for (let size = 1024 * 1024; size >= 4096; size /= 4) {
        const piece = Buffer.alloc(size)
        for (;;) if (writeSync(file, piece) < size) break
      }
    } catch (error) {
      const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
      if (!isFull) throw error
    } finally {
      closeSync(file)
    }
  }
  function free(): void {
    clearInterval(timer)
    rmSync(filler, { force: true })
  }
  return {
    folder,
    fill() {
      takeAll()
      timer ??= setInterval(takeAll, 50)
    },
    free,
    async remove() {
      clearInterval(timer)
      await remove()
    },
  }
}
