import type { Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { appFolder, until } from '../support/window/app'
import { filesBelow } from '../support/texts/files'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

/** Types a text into the label and leaves the field, so that the next is a step of its own. */
async function type(page: Page, text: string) {
  const connection = ui.panel(page, 'Connection')
  await ui.textbox(connection, 'Label').fill(text)
  await ui.textbox(connection, 'Label').blur()
}

test('what was typed is there after the window is closed at once', async ({ workbench }) => {
  let running = await workbench.open(demo.staging.name)
  let connection = await ui.chooseConnection(running.page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').press('End')
  await ui.textbox(connection, 'Label').pressSequentially(', typed')
  await running.close()
  running = await workbench.launch()
  connection = await ui.chooseConnection(running.page, 'Pilot Keycloak')
  await expect(ui.textbox(connection, 'Label')).toHaveValue('Pilot Keycloak, typed')
  await ui.button(ui.banner(running.page), 'Undo').click()
  await expect(ui.textbox(connection, 'Label')).toHaveValue('Pilot Keycloak')
  await expect(ui.button(running.page, 'Review changes')).toBeVisible()
})

test('what was reported saved is there after the app was killed, and walks back to the start @long', async ({
  workbench,
}) => {
  let running = await workbench.open(demo.staging.name)
  for (const round of [1, 2, 3]) {
    const label = round === 1 ? 'Pilot Keycloak' : `Round ${round - 1}`
    const connection = await ui.chooseConnection(running.page, label)
    await ui.textbox(connection, 'Label').fill(`Round ${round}`)
    await ui.textbox(connection, 'Label').blur()
    await expect(ui.statusLine(running.page, 'Draft saved')).toBeVisible()
    const ended = new Promise((resolve) => running.app.process().once('exit', resolve))
    running.app.process().kill('SIGKILL')
    await ended
    running = await workbench.launch()
  }
  const connection = await ui.chooseConnection(running.page, 'Round 3')
  const undo = ui.button(ui.banner(running.page), 'Undo')
  for (const expected of ['Round 2', 'Round 1', 'Pilot Keycloak']) {
    await undo.click()
    await expect(ui.textbox(connection, 'Label')).toHaveValue(expected)
  }
  await expect(undo).toBeDisabled()
})

test('a key is on disk 250 ms later, appended to the journal', async ({ workbench }) => {
  const { page, userData } = await workbench.open(demo.staging.name)
  await ui.chooseConnection(page, 'Pilot Keycloak')
  await type(page, 'First')
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  await type(page, 'Second')
  const journal = () => filesBelow(userData).some((path) => path.endsWith('.journal'))
  await until(journal, 'a journal', 2000)
})

test('a second copy on the same folder says so and leaves it alone', async ({ workbench }) => {
  const { page, userData } = await workbench.open(demo.staging.name)
  const second = spawn(process.env.ELECTRON_EXEC_PATH ?? '', [
    appFolder,
    `--user-data-dir=${userData}`,
  ])
  let told = ''
  second.stderr.on('data', (data: Buffer) => (told += data.toString()))
  await new Promise((resolve) => second.once('exit', resolve))
  expect(told).toContain('SSO Workbench is already open with this folder.')
  await ui.chooseConnection(page, 'Pilot Keycloak')
  await type(page, 'Goes on')
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
})

test('a folder that takes no more is said, loses nothing, and is tried again by itself @long', async ({
  workbench,
}) => {
  let running = await workbench.open(demo.staging.name)
  const { page, userData } = running
  await ui.chooseConnection(page, 'Pilot Keycloak')
  await type(page, 'First')
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  chmodSync(join(userData, 'drafts'), 0o500)
  await type(page, 'Second')
  await expect(page.getByRole('alert').filter({ hasText: 'Draft not saved' })).toBeVisible()
  await type(page, 'Third')
  chmodSync(join(userData, 'drafts'), 0o700)
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  await running.close()
  running = await workbench.launch()
  await ui.chooseConnection(running.page, 'Third')
  const undo = ui.button(ui.banner(running.page), 'Undo')
  for (let step = 0; step < 3; step += 1) await undo.click()
  await expect(undo).toBeDisabled()
})
