import type { Page } from '@playwright/test'
import { launchApp, type RunningApp } from './app'
import * as ui from './screens'
import { smallDisk, type SmallDisk } from './small-disk'
import { demo, expect, test, type Workbench } from './workbench'

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
