import { chromium, type Page } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromiumFolderName } from '../../src/main/files/store/chromium-folder'
import { until } from '../support/window/app'

/** The installed app as a person started it, with its window. */
export interface InstalledApp {
  readonly page: Page
  readonly userData: string
  /** Closes its window, as a person does, and waits until the app has ended. */
  close(): Promise<void>
}

const menuEntry = '/usr/share/applications/sso-workbench.desktop'
const program = '/usr/lib/sso-workbench/sso-workbench'

/** The words of the menu entry's command, without the places for files. */
export function menuCommand(): string[] {
  const [, line = ''] = /^Exec=(.*)$/m.exec(readFileSync(menuEntry, 'utf8')) ?? []
  return line.split(' ').filter((word) => word !== '' && !word.startsWith('%'))
}

/** Where the app keeps a person's files below their home folder. */
export const userDataIn = (home: string): string => join(home, '.config', 'SSO Workbench')

async function waitForExit(child: ChildProcess): Promise<void> {
  await until(() => child.exitCode !== null || child.signalCode !== null, 'the app ends', 30_000)
}

/** The address of the window's page among what can be debugged. */
async function hasWindow(port: string): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => undefined)
  const targets: { type: string; url: string }[] = answer?.ok ? ((await answer.json()) as any) : []
  return targets.some(({ type, url }) => type === 'page' && url.startsWith('app://'))
}

/**
 * Starts the app by its menu entry. Its fuses take Node's debugger away and stay so: it is looked at by
 * Chromium's, which only this start opens.
 */
export async function startInstalled(
  home: string,
  env: Record<string, string> = {},
): Promise<InstalledApp> {
  const userData = userDataIn(home)
  const portFile = join(userData, chromiumFolderName, 'DevToolsActivePort')
  rmSync(portFile, { force: true })
  const [command = '', ...words] = menuCommand()
  const child = spawn(command, [...words, '--remote-debugging-port=0', '--disable-gpu'], {
    env: { ...process.env, HOME: home, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await until(() => existsSync(portFile), 'the app starts', 30_000)
  const [port = ''] = readFileSync(portFile, 'utf8').split('\n')
  let isThere = false
  for (let tries = 0; tries < 300 && !isThere; tries += 1) {
    isThere = await hasWindow(port)
    if (!isThere) await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  const page = browser.contexts().flatMap((context) => context.pages())[0]
  if (!page) throw new Error('The installed app has no window')
  await page.waitForLoadState('domcontentloaded')
  return {
    page,
    userData,
    async close() {
      await page.close({ runBeforeUnload: true })
      await waitForExit(child)
      await browser.close()
    },
  }
}

/** Starts the app once more with arguments, as the system does for a file or a link. */
export async function openWithApp(home: string, ...args: string[]): Promise<void> {
  const [command = '', ...words] = menuCommand()
  const child = spawn(command, [...words, ...args], {
    env: { ...process.env, HOME: home },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await waitForExit(child)
}

/** What the kernel says of the sandbox of each window's process; `2` is a filter of system calls. */
export function rendererSandboxes(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (readlinkSync(`/proc/${pid}/exe`) !== program) return []
        if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) return []
        const status = readFileSync(`/proc/${pid}/status`, 'utf8')
        return /^Seccomp:\s*(\d+)$/m.exec(status)?.[1] ?? []
      } catch {
        // Another account's process, or one that has just ended.
        return []
      }
    })
}
