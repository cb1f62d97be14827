import {
  _electron,
  expect,
  type ElectronApplication,
  type Locator,
  type Page,
} from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { useOwnDesktop } from './desktop'

// Two workers must not share a screen or a keychain.
useOwnDesktop()

export const appFolder = fileURLToPath(new URL('../../..', import.meta.url))
const waitForDriver = fileURLToPath(new URL('wait-for-driver.cjs', import.meta.url))

/** A running app and its window. */
export interface RunningApp {
  readonly app: ElectronApplication
  readonly page: Page
  readonly userData: string
  close(): Promise<void>
}

export function newUserData(): string {
  return mkdtempSync(join(tmpdir(), 'sso-workbench-'))
}

/** Tries again for a while: an app that was just ended may still write a last file. */
export function removeUserData(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
}

/** The app's log; empty if it has not written any. */
export function appLog(userData: string): string {
  const file = join(userData, 'logs', 'main.log')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** Errors that no code of the app handled, as its log has them. */
export function unhandledErrors(userData: string): string[] {
  return appLog(userData)
    .split('\n')
    .filter((line) => line.includes('Nobody waited for an error'))
}

interface LaunchOptions {
  /** Whether to wait until the services are there, as a person does without knowing. */
  readonly waits?: boolean
}

/**
 * Waits for the services by a request that they alone answer. While they load, Electron collects promises that a driver
 * waits for.
 */
async function servicesOf(page: Page): Promise<void> {
  await page.evaluate(async () => {
    interface Bridge {
      request(name: string, input: object, callId: string): Promise<unknown>
    }
    // A window that explains why the app does not start has none.
    await (window as unknown as { bridge?: Bridge }).bridge?.request('update.read', {}, 'driver')
  })
}

/** Starts the built app in a real window, with the sandbox on. */
export async function launchApp(
  userData: string,
  env: Record<string, string> = {},
  switches: readonly string[] = [],
  { waits = true }: LaunchOptions = {},
): Promise<RunningApp> {
  const executablePath = process.env.ELECTRON_EXEC_PATH
  if (!executablePath) throw new Error('ELECTRON_EXEC_PATH is not set: run npm run test:e2e')
  const start = async () => {
    const app = await _electron.launch({
      executablePath,
      // Without a graphics card Chromium plays one by software, which costs a tenth of the processor time.
      args: [
        '-r',
        waitForDriver,
        appFolder,
        `--user-data-dir=${userData}`,
        '--disable-gpu',
        ...switches,
      ],
      chromiumSandbox: true,
      env: { ...(process.env as Record<string, string>), ...env },
    })
    const page = await app.firstWindow()
    // Software rendering of animations takes a sixth of the processor time, and no test checks them.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.waitForLoadState('domcontentloaded')
    if (waits) await servicesOf(page)
    return { app, page, userData, close: () => app.close() }
  }
  return (await within(startWithin, start())) ?? startAgain(userData, start)
}

/** Milliseconds; a start takes one or two seconds, also on a busy machine. */
const startWithin = 40_000

/** Electron under test sometimes does not answer after its start: this is logged, and tried once more. */
function startAgain(userData: string, start: () => Promise<RunningApp>): Promise<RunningApp> {
  const own = `user-data-dir=${userData}`
  const processes = execFileSync('ps', ['-eo', 'pid,stat,wchan:20,etimes,args'], {
    encoding: 'utf8',
  })
  const left = processes.split('\n').filter((line) => line.includes(own))
  console.warn(`The app did not start in ${startWithin} ms and was started again:`)
  console.warn(left.map((line) => line.slice(0, 200)).join('\n'))
  for (const line of left) {
    const pid = Number.parseInt(line, 10)
    if (pid > 0) process.kill(pid, 'SIGKILL')
  }
  return start()
}

/** The value, or undefined if it takes too long. */
async function within<Value>(ms: number, value: Promise<Value>): Promise<Value | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms)
  })
  try {
    return await Promise.race([value, late])
  } finally {
    clearTimeout(timer)
    value.catch(() => undefined)
  }
}

/** Chooses an item of the application's menu by its label, as a person does. */
export async function chooseMenuItem({ app }: RunningApp, label: string): Promise<void> {
  const found = await app.evaluate(({ Menu }, name) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap(
      ({ submenu }) => submenu?.items ?? [],
    )
    const item = items.find((each) => each.label === name)
    item?.click()
    return item !== undefined
  }, label)
  if (!found) throw new Error(`The menu has no ${label}`)
}

/**
 * Waits for a call in the main process that gives nothing: Electron at times collects the promise of one that did what
 * it should.
 */
export async function unlessCollected(call: Promise<void>): Promise<void> {
  await call.catch((error: unknown) => {
    if (!String(error).includes('was garbage collected')) throw error
  })
}

/** Opens a further window by the menu. */
export async function openWindow({ app }: RunningApp): Promise<Page> {
  const opened = app.waitForEvent('window')
  const clicked = app.evaluate(({ Menu }) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap(
      ({ submenu }) => submenu?.items ?? [],
    )
    items.find(({ label }) => label === 'New Window')?.click()
  })
  // The window is what counts.
  await unlessCollected(clicked)
  const page = await opened
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.waitForLoadState('domcontentloaded')
  return page
}

/** Closes one window of several, and waits until the app knows: ending before that would bring it back. */
export async function closeWindow({ app }: RunningApp, page: Page): Promise<void> {
  const count = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  const before = await count()
  await page.close()
  await expect.poll(count).toBe(before - 1)
}

/** Sets the size of the window's content. */
export async function resize({ app }: RunningApp, width: number, height: number): Promise<void> {
  await unlessCollected(
    app.evaluate(
      ({ BrowserWindow }, size) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height)
      },
      { width, height },
    ),
  )
}

/** The app's secrets in the OS keychain, read from outside of the app. Linux only. */
export function keychainSecrets(): string {
  try {
    return execFileSync(
      'secret-tool',
      ['search', '--all', '--unlock', 'service', 'SSO Workbench'],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
  } catch {
    return ''
  }
}

/** Waits until a condition outside the window is true. */
export async function until(condition: () => boolean, what: string, ms = 10_000): Promise<void> {
  const end = Date.now() + ms
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** A row of one of the two lists, by the beginning of its name. */
export function row(region: Locator, label: string): Locator {
  const name = new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)
  return region.getByRole('option', { name }).or(region.getByRole('row', { name }))
}
