import { expect, test as base, type Page } from '@playwright/test'
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator'
import { projectOpened } from './screens'
import type { Bridge, RequestInput } from '../../../src/core/ipc/contract'
import {
  appLog,
  launchApp,
  newUserData,
  removeUserData,
  unhandledErrors,
  type RunningApp,
} from './app'
import { createSharedApp, type SharedApp } from './shared-app'
import { projectFileName, projectIdOf, type ProjectId } from '../../../src/core/model/project-id'
import { join } from 'node:path'

export { expect } from '@playwright/test'

/** The environment of one test: a fresh user data folder, a separate emulator, and the app on demand. */
export interface Workbench {
  readonly emulator: Emulator
  /** The id in the app of a project of the emulator. */
  readonly id: (uuid: string) => ProjectId
  /** Path of a file that the app keeps of it, such as in `drafts`. */
  readonly fileOf: (folder: string, uuid: string) => string
  readonly userData: string
  readonly northwindKey: string
  /** Starts the app, or restarts it on the same folder after `close`. */
  launch(env?: Record<string, string>, switches?: readonly string[]): Promise<RunningApp>
  /** The same without waiting for the services of the app. */
  launchEarly(): Promise<RunningApp>
  /** Starts the app for the first time, connects Northwind and opens a project of it. */
  open(projectName: string): Promise<RunningApp>
  /**
   * The same in an app that other tests of the worker use before and after: for tests that neither
   * end the app nor read its folder.
   */
  openShared(projectName: string): Promise<RunningApp>
  /** The shared app with nothing connected, as after its first start. */
  launchShared(): Promise<RunningApp>
}

export const demo = {
  northwind: 'e4815db1-eb4d-483c-ac90-12408f8a804b',
  globex: 'ef17ecce-2df3-44e3-9c30-a25c6e7f8e7c',
  production: {
    id: 'df2e09f1-643e-43bb-9cec-9eda5130a69d',
    name: 'Northwind Production',
    slug: 'brave-lovelace-7k2m9x4q1d',
  },
  staging: { id: '450fa61b-18fd-48b6-8744-5a1395ddba47', name: 'Northwind Staging' },
} as const

export interface TestFixtures {
  readonly emulatorOptions: EmulatorOptions
  /** The test makes errors that no code handles; in any other they fail it. */
  readonly leavesErrors: boolean
  readonly workbench: Workbench
}

/**
 * Connects a workspace and goes to a project of it by the requests of the form and of the window, which a person makes slower
 * and has tests of their own. The page shows it once it is loaded again, as after a restart.
 */
async function connectUnseen(
  page: Page,
  input: RequestInput<'workspace.connect'>,
  projectId: ProjectId,
): Promise<void> {
  const place = { screen: 'lists', organizationsFilter: '', connectionsFilter: '' }
  const state = { tabs: [{ projectId, place }], shown: projectId }
  await page.evaluate(
    async (asked) => {
      const { bridge } = window as unknown as { bridge: Bridge }
      const result = await bridge.request('workspace.connect', asked.input, 'connect')
      if (!result.ok) throw new Error(result.error.message)
      await bridge.request('window.keep', { state: asked.state }, 'keep')
    },
    { input, state },
  )
}

/** Prints what each window shows, and the end of the app's log. */
async function printLast(running: readonly RunningApp[], userData: string): Promise<void> {
  for (const { page } of running) {
    // An app that has ended shows nothing.
    const shown = await page
      .locator('body')
      .ariaSnapshot({ timeout: 1000 })
      .catch(() => undefined)
    if (shown !== undefined) console.log(shown)
  }
  console.log(appLog(userData).slice(-4000))
}

export const test = base.extend<TestFixtures, { sharedApp: SharedApp }>({
  emulatorOptions: [{}, { option: true }],
  sharedApp: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads there which fixtures this one needs
    async ({}, use) => {
      const shared = createSharedApp()
      await use(shared)
      await shared.end()
    },
    { scope: 'worker' },
  ],
  leavesErrors: [false, { option: true }],
  workbench: async ({ emulatorOptions, leavesErrors, sharedApp }, use, testInfo) => {
    const emulator = await startEmulator(emulatorOptions)
    const userData = newUserData()
    const running: RunningApp[] = []
    const id = (uuid: string) => projectIdOf(emulator.apiAddress, uuid)
    const northwindKey = emulator.demoApiKeys[demo.northwind] ?? ''
    async function launch(
      env?: Record<string, string>,
      switches?: readonly string[],
    ): Promise<RunningApp> {
      const started = await launchApp(userData, env, switches)
      running.push(started)
      return started
    }
    async function launchEarly(): Promise<RunningApp> {
      const started = await launchApp(userData, {}, [], { waits: false })
      running.push(started)
      return started
    }
    /** @returns what brings the page to a project, once it is loaded again */
    const connect = (projectName: string) => (page: Page) => {
      const project = emulator.state().projects.find(({ name }) => name === projectName)
      if (!project) throw new Error(`The emulator has no ${projectName}`)
      const input = { apiAddress: emulator.apiAddress, apiKey: northwindKey }
      return connectUnseen(page, input, id(String(project.id)))
    }
    async function open(projectName: string): Promise<RunningApp> {
      const started = await launch()
      await connect(projectName)(started.page)
      await started.page.reload()
      await projectOpened(started.page, projectName)
      return started
    }
    let usesShared = false
    const shown: RunningApp[] = []
    async function takeShared(before?: (page: Page) => Promise<void>): Promise<RunningApp> {
      usesShared = true
      const taken = await sharedApp.take(before)
      shown.push(taken)
      return taken
    }
    async function openShared(projectName: string): Promise<RunningApp> {
      const taken = await takeShared(connect(projectName))
      await projectOpened(taken.page, projectName)
      return taken
    }
    await use({
      emulator,
      id,
      fileOf: (folder, uuid) => join(userData, folder, `${projectFileName(id(uuid))}.json`),
      userData,
      northwindKey,
      launch,
      launchEarly,
      open,
      openShared,
      launchShared: () => takeShared(),
    })
    // CI deletes its clone, so its output is all that is left of a failure.
    if (testInfo.errors.length > 0) await printLast([...running, ...shown], userData)
    for (const { close } of running) await close().catch(() => undefined)
    const unhandled = [
      ...unhandledErrors(userData),
      ...(usesShared ? await sharedApp.giveBack() : []),
    ]
    await emulator.close()
    removeUserData(userData)
    if (!leavesErrors) expect(unhandled, 'errors that no code of the app handled').toEqual([])
  },
})

/** The method nodes of a project in the emulator, with secrets. */
export function methodsOf(emulator: Emulator, projectId: string): any {
  const project = emulator.state().projects.find(({ id }) => id === projectId) as any
  return project.services.identity.config.selfservice.methods
}

export function projectState(emulator: Emulator, projectId: string): any {
  return emulator.state().projects.find(({ id }) => id === projectId)
}
