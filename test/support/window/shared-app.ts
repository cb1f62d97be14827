import type { Page } from '@playwright/test'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '../../../src/core/ipc/app-state'
import type {
  Bridge,
  RequestInput,
  RequestName,
  RequestOutput,
} from '../../../src/core/ipc/contract'
import {
  launchApp,
  newUserData,
  openWindow,
  removeUserData,
  resize,
  unhandledErrors,
  type RunningApp,
} from './app'

/** One app for many tests of a worker: a start takes longer than what most tests do. */
export interface SharedApp {
  /**
   * The app as after its first start, in its first size, with nothing connected.
   *
   * @param before what is done before its page begins
   */
  take(before?: (page: Page) => Promise<void>): Promise<RunningApp>
  /**
   * Takes away what a test connected, edited and chose, as a person could.
   * @returns errors of the test that no code of the app handled
   */
  giveBack(): Promise<readonly string[]>
  end(): Promise<void>
}

const firstSize = { width: 1280, height: 800 }

/** What goes with no workspace: values of environments, and of the texts of mappers their cases, names and notes. */
const keptForAll = ['values.json', 'cases', 'mapper-notes.json']

/** Disconnects every workspace, empties the trash and puts the settings back. Runs in the page. */
async function clear(): Promise<void> {
  const { bridge } = window as unknown as { bridge: Bridge }
  let calls = 0
  async function ask<Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
  ): Promise<RequestOutput<Name>> {
    calls += 1
    const result = await bridge.request(name, input, `clear-${calls}`)
    if (!result.ok) throw new Error(`${name}: ${result.error.message}`)
    return result.value
  }
  // What is absent keeps its value.
  const first: Settings = {
    theme: 'system',
    language: 'system',
    personName: '',
    recentProjects: [],
    columns: {},
    lists: {},
    tableViews: [],
    recentCommands: [],
    zoom: 1,
    workOffline: false,
    readsByItself: true,
    tellsOfEnds: true,
    countsOnRefresh: false,
    lookForUpdates: false,
    closedNotes: [],
    sheetLanguage: 'en',
    decisions: {},
  }
  await ask('settings.save', { settings: first })
  const { workspaces } = await ask('app.read', {})
  for (const { id } of workspaces) {
    await ask('team.choose', { workspaceId: id, folder: 'none' })
    await ask('workspace.disconnect', { workspaceId: id })
  }
  await ask('trash.delete', { id: 'all' })
}

export function createSharedApp(): SharedApp {
  let userData: string | undefined
  /** Number of unhandled errors that were told already. */
  let known = 0
  let running: Promise<RunningApp> | undefined

  function start(): Promise<RunningApp> {
    userData = newUserData()
    return launchApp(userData)
  }

  /**
   * Another window in the place of those there are, which write their last edits as they close. Its page does not begin
   * before it is loaded again: until then it would show what is cleared.
   */
  async function inNewWindow(app: RunningApp): Promise<RunningApp> {
    const before = app.app.windows()
    const context = app.app.context()
    await context.route('**/*.js', (route) => route.abort())
    const page = await openWindow(app)
    await context.unroute('**/*.js')
    for (const old of before) {
      const closed = old.waitForEvent('close')
      const window = await app.app.browserWindow(old)
      // A closing window can lose the answer to this call, so only the event counts.
      void window.evaluate((each) => each.close()).catch(() => undefined)
      await closed
    }
    return { ...app, page }
  }

  return {
    async take(before) {
      const isFirst = running === undefined
      const app = await (running ??= start())
      if (!isFirst) await resize(app, firstSize.width, firstSize.height)
      await before?.(app.page)
      if (!isFirst || before) await app.page.reload()
      return { ...app, close: () => Promise.reject(new Error('Other tests use this app, too')) }
    },

    async giveBack() {
      if (!running || userData === undefined) return []
      const unhandled = unhandledErrors(userData)
      const later = unhandled.slice(known)
      known = unhandled.length
      running = inNewWindow(await running)
      await (await running).page.evaluate(clear)
      for (const name of keptForAll) rmSync(join(userData, name), { recursive: true, force: true })
      return later
    },

    async end() {
      const app = await running?.catch(() => undefined)
      await app?.close()
      if (userData !== undefined) removeUserData(userData)
    },
  }
}
