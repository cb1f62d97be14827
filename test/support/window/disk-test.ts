import type { Page } from '@playwright/test'
import { launchApp, type RunningApp, newUserData, removeUserData } from './app'
import * as ui from './screens'
import { demo, expect, test, type Workbench } from './workbench'
import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A separate file system, small enough to fill up completely. */
interface SmallDisk {
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
async function smallDisk(megabytes: number): Promise<SmallDisk | string> {
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

/** Longer than the free space in any file's last page, so that it needs a new one. */
export const long = (word: string) => `${word} ${'x'.repeat(12_000)}`

/** Types into the label and leaves the field, so that it becomes a separate step. */
export async function typeLabel(page: Page, text: string): Promise<void> {
  const connection = ui.panel(page, 'Connection')
  await ui.textbox(connection, 'Label').fill(text)
  await ui.textbox(connection, 'Label').blur()
}

export const saved = (page: Page) =>
  expect(ui.statusLine(page, 'Draft saved')).toBeVisible({ timeout: 40_000 })

export async function open(
  { emulator, northwindKey }: Workbench,
  folder: string,
  connection: string,
): Promise<RunningApp> {
  const running = await launchApp(folder)
  await ui.connect(running.page, emulator.apiAddress, northwindKey)
  await ui.openProject(running.page, demo.staging.name)
  await ui.chooseConnection(running.page, connection)
  return running
}

/** Replaces the answer to the system's question, which a test cannot reach. */
export async function answerOnClose({ app }: RunningApp, answer: 'keep' | 'lose'): Promise<void> {
  await app.evaluate(
    ({ dialog }, index) => {
      dialog.showMessageBoxSync = () => index
    },
    answer === 'keep' ? 0 : 1,
  )
}

/** Ends the app in any state: after a failed test nobody can answer its questions. */
export async function end(running: RunningApp): Promise<void> {
  await answerOnClose(running, 'lose').catch(() => undefined)
  await running.close().catch(() => undefined)
}

interface AppOnDisk extends SmallDisk {
  /** Starts the app with its folder on the disk and opens a connection. */
  open(): Promise<RunningApp>
  /** Starts it again after it was closed. */
  launch(): Promise<RunningApp>
}

/** A test on a small disk; skipped, with the reason, where the system does not allow one. */
export const diskTest = test.extend<{ disk: AppOnDisk }>({
  disk: async ({ workbench }, use, testInfo) => {
    const disk = await smallDisk(48)
    testInfo.skip(typeof disk === 'string', String(disk))
    if (typeof disk === 'string') return
    const started: RunningApp[] = []
    const noted = async (running: Promise<RunningApp>) => {
      started.push(await running)
      return running
    }
    await use({
      ...disk,
      open: () => noted(open(workbench, disk.folder, 'Pilot Keycloak')),
      launch: () => noted(launchApp(disk.folder)),
    })
    disk.free()
    for (const running of started) await end(running)
    await disk.remove()
  },
})
