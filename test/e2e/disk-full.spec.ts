import type { Page } from '@playwright/test'
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAppFiles } from '../../src/main/files/app-files'
import { createJsonFiles } from '../../src/main/files/store/json-files'
import { createNotices } from '../../src/main/files/store/notices'
import { removeUserData } from '../support/window/app'
import {
  answerOnClose,
  diskTest,
  end,
  long,
  open,
  saved,
  typeLabel,
} from '../support/window/disk-test'
import * as ui from '../support/window/screens'
import { demo, expect, test, type Workbench } from '../support/window/workbench'

/** The labels that the steps of the draft on disk gave, read from a copy; and what was told of it. */
async function onDisk({ id }: Workbench, folder: string) {
  const copy = mkdtempSync(join(tmpdir(), 'sso-workbench-copy-'))
  try {
    cpSync(join(folder, 'drafts'), join(copy, 'drafts'), { recursive: true })
    chmodSync(join(copy, 'drafts'), 0o700)
    const notices = createNotices()
    const files = createAppFiles(createJsonFiles({ folder: copy, notices }))
    const draft = await files.drafts.read(id(demo.staging.id))
    await files.flush()
    if (!draft.ok) throw new Error(draft.error.message)
    const steps = draft.value?.past ?? []
    const labels = steps.map(
      ({ changes }) => /"after":.*?"to":"(\w+)/.exec(JSON.stringify(changes))?.[1],
    )
    return { labels, notices: notices.list() }
  } finally {
    removeUserData(copy)
  }
}

/** Every file that the app writes whole is whole. */
function expectWhole(folder: string): void {
  for (const part of ['', 'drafts', 'snapshots', 'history', 'publishing']) {
    const path = join(folder, part)
    const names = existsSync(path) ? readdirSync(path) : []
    for (const name of names.filter((item) => item.endsWith('.json') && item !== 'filler')) {
      expect(() => JSON.parse(readFileSync(join(path, name), 'utf8')), name).not.toThrow()
    }
  }
}

async function expectHistory(page: Page, labels: readonly string[]): Promise<void> {
  const undo = ui.button(ui.banner(page), 'Undo')
  const label = ui.textbox(ui.panel(page, 'Connection'), 'Label')
  for (const text of labels) {
    await undo.click()
    await expect(label).toHaveValue(text)
  }
  await expect(undo).toBeDisabled()
}

/** Chooses a project in the switcher, and does not wait for it. */
async function chooseProject(page: Page, name: string): Promise<void> {
  await ui.button(ui.banner(page), 'Switch project').click()
  const chooser = ui.dialog(page, 'Switch project')
  await chooser.getByRole('combobox', { name: 'Find a project' }).fill(name)
  await chooser.getByRole('option', { name: new RegExp(`^${name}`) }).click()
}

diskTest(
  'a disk that is full is said, loses nothing, and is saved on as soon as there is room',
  async ({ disk, workbench }) => {
    const { folder } = disk
    let running = await disk.open()
    const { page, app } = running
    await typeLabel(page, 'First')
    await saved(page)

    disk.fill()
    await typeLabel(page, long('Second'))
    const alert = page.getByRole('alert').filter({ hasText: 'Draft not saved' })
    await expect(alert).toContainText('the disk is full')
    await typeLabel(page, long('Third'))
    await ui.button(alert, 'Try again').click()
    await expect(alert).toBeVisible()
    // A copy that is taken while the app tries again may have half of a step.
    await expect.poll(() => onDisk(workbench, folder)).toEqual({ labels: ['First'], notices: [] })
    expectWhole(folder)
    // All of it is in the window still. Another project may be looked at: the edits stay in their tab.
    await chooseProject(page, demo.production.name)
    await expect(ui.banner(page)).toContainText(demo.production.name)
    await expect(alert).toBeHidden()
    await page.getByRole('tab', { name: demo.staging.name }).click()
    await expect(alert).toBeVisible()
    await page.keyboard.press('ControlOrMeta+w')
    const question = ui.dialog(page, 'The last edits are not saved')
    await expect(question).toContainText('the disk is full')
    await expect(ui.button(question, 'Stay here')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(question).toBeHidden()
    await expect(ui.banner(page)).toContainText(demo.staging.name)
    // Nor does the window go without a question.
    await answerOnClose(running, 'keep')
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await ui.button(ui.banner(page), 'Undo').click()
    await ui.button(ui.banner(page), 'Redo').click()
    const label = ui.textbox(ui.panel(page, 'Connection'), 'Label')
    await expect(label).toHaveValue(long('Third'))

    disk.free()
    await saved(page)
    await expect(alert).toBeHidden()
    expect((await onDisk(workbench, folder)).labels).toEqual(['First', 'Second', 'Third'])
    await running.close()
    running = await disk.launch()
    await ui.chooseConnection(running.page, 'Third')
    await expectHistory(running.page, [long('Second'), 'First', 'Pilot Keycloak'])
  },
)

diskTest(
  'who closes the window all the same loses the last edits, and nothing that was saved @long',
  async ({ disk }) => {
    let running = await disk.open()
    await typeLabel(running.page, 'First')
    await saved(running.page)
    disk.fill()
    await typeLabel(running.page, long('Second'))
    await expect(
      running.page.getByRole('alert').filter({ hasText: 'the disk is full' }),
    ).toBeVisible()
    await answerOnClose(running, 'lose')
    await running.close()
    // It starts on a full disk, with all that was saved.
    running = await disk.launch()
    await ui.chooseConnection(running.page, 'First')
    await expectHistory(running.page, ['Pilot Keycloak'])
    await expect(running.page.getByRole('alert').filter({ hasText: 'damaged' })).toHaveCount(0)
  },
)

diskTest(
  'who closes the project all the same loses the last edits, and nothing that was saved @long',
  async ({ disk, workbench }) => {
    const running = await disk.open()
    const { page } = running
    await typeLabel(page, 'First')
    await saved(page)
    disk.fill()
    await typeLabel(page, long('Second'))
    const alert = page.getByRole('alert').filter({ hasText: 'the disk is full' })
    await expect(alert).toBeVisible()
    await chooseProject(page, demo.production.name)
    await page.getByRole('tab', { name: demo.staging.name }).click()
    await page.keyboard.press('ControlOrMeta+w')
    const question = ui.dialog(page, 'The last edits are not saved')
    await ui.button(question, 'Close and lose them').click()
    await expect(ui.banner(page)).toContainText(demo.production.name)
    await expect(alert).toBeHidden()
    disk.free()
    expect((await onDisk(workbench, disk.folder)).labels).toEqual(['First'])
    await ui.openProject(page, demo.staging.name)
    await ui.chooseConnection(page, 'First')
    await expectHistory(page, ['Pilot Keycloak'])
  },
)

diskTest(
  'a window that is closed right after the last key asks too, once, where the disk is full @long',
  async ({ disk }) => {
    const running = await disk.open()
    const { page, app } = running
    const label = ui.textbox(ui.panel(page, 'Connection'), 'Label')
    await typeLabel(page, 'First')
    await saved(page)
    disk.fill()
    await app.evaluate(({ dialog }) => {
      const world = globalThis as unknown as { questions: number }
      world.questions = 0
      dialog.showMessageBoxSync = () => {
        world.questions += 1
        return 0
      }
    })
    await label.fill(long('Second'))
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    const questions = () =>
      app.evaluate(() => (globalThis as unknown as { questions: number }).questions)
    await expect.poll(questions).toBe(1)
    await expect(label).toHaveValue(long('Second'))
    disk.free()
    await saved(page)
    await running.close()
  },
)

diskTest(
  'a publish on a full disk sends nothing, and the draft is published when there is room',
  async ({ disk, workbench }) => {
    const { emulator } = workbench
    const running = await disk.open()
    const { page } = running
    await typeLabel(page, 'Published')
    await saved(page)
    disk.fill()
    emulator.clearRequests()
    const review = await ui.openReview(page)
    await ui.publish(page)
    await expect(review.getByRole('alert')).toContainText('could not be saved')
    expect(emulator.requests().filter(({ method }) => method !== 'GET')).toEqual([])
    expectWhole(disk.folder)
    disk.free()
    await ui.publish(page)
    await expect(ui.statusLine(page, 'Published')).toBeVisible()
    expectWhole(disk.folder)
  },
)

test('a folder that is read-only is said, and the app starts on it', async ({ workbench }) => {
  test.skip(process.getuid?.() === 0, 'for root no folder is read-only')
  test.skip(process.platform === 'win32', 'Windows has other ways to protect a folder')
  const { userData } = workbench
  const folders = [userData, join(userData, 'drafts'), join(userData, 'snapshots')]
  let running = await open(workbench, userData, 'Pilot Keycloak')
  await typeLabel(running.page, 'First')
  await saved(running.page)
  await running.close()
  for (const folder of folders) chmodSync(folder, 0o500)
  try {
    running = await workbench.launch()
    const { page } = running
    await ui.chooseConnection(page, 'First')
    await typeLabel(page, 'Second')
    const alert = page.getByRole('alert').filter({ hasText: 'Draft not saved' })
    await expect(alert).toContainText('its folder is not writable')
    expect(await onDisk(workbench, userData)).toEqual({ labels: ['First'], notices: [] })
    for (const folder of folders) chmodSync(folder, 0o700)
    await saved(page)
    await running.close()
    running = await workbench.launch()
    await ui.chooseConnection(running.page, 'Second')
    await expectHistory(running.page, ['First', 'Pilot Keycloak'])
  } finally {
    for (const folder of folders) chmodSync(folder, 0o700)
    await end(running)
  }
})

test('a publish whose draft could not be written anew sends nothing, and says so @long', async ({
  workbench,
}) => {
  test.skip(process.getuid?.() === 0, 'for root no folder is read-only')
  test.skip(process.platform === 'win32', 'Windows has other ways to protect a folder')
  const { emulator, userData } = workbench
  const drafts = join(userData, 'drafts')
  const running = await open(workbench, userData, 'Pilot Keycloak')
  const { page } = running
  try {
    await typeLabel(page, 'Renamed')
    await saved(page)
    // What is there can still be added to: the draft is saved, and only writing it anew fails.
    chmodSync(drafts, 0o500)
    emulator.clearRequests()
    const review = await ui.openReview(page)
    await ui.publish(page)
    const alert = review.getByRole('alert').filter({ hasText: 'The draft could not be saved' })
    await expect(alert).toBeVisible()
    expect(emulator.requests().filter(({ method }) => method !== 'GET')).toEqual([])
    await expect(review.getByText(/^1 change/).first()).toBeVisible()
    chmodSync(drafts, 0o700)
    await ui.publish(page)
    await expect(ui.statusLine(page, 'Published')).toBeVisible()
  } finally {
    chmodSync(drafts, 0o700)
    await end(running)
  }
})
