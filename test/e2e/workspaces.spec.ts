import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { closeWindow, openWindow } from '../support/window/app'
import { answerQuestions, askedQuestions, letPausePass } from '../support/window/native-dialogs'
import { photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const settingsOf = (page: Page) => ui.dialog(page, 'Workspace settings')

test('a workspace has a name, a colour and a list of projects that may be written', async ({
  workbench,
}) => {
  let running = await workbench.open(demo.staging.name)
  let { page } = running
  const second = await openWindow(running)
  await expect(ui.banner(second)).toContainText('Northwind')
  const opener = ui.button(page, /^Workspace settings/)
  await opener.press('Enter')
  let settings = settingsOf(page)
  await ui.textbox(settings, 'Name').fill('Big customer')
  await settings.getByRole('radio', { name: 'pink' }).check({ force: true })
  await settings.getByRole('switch', { name: 'Only those on a list' }).check()
  const list = settings.getByRole('group', { name: 'Projects that may be written' })
  await list.getByRole('checkbox', { name: /Northwind Staging/ }).check()
  const picture = await photographer(running, { theme: 'light', width: 1280, height: 800 })
  await picture('workspace-settings')
  await ui.button(settings, 'Save').click()
  await expect(settings).toBeHidden()
  await expect(opener).toBeFocused()
  for (const each of [page, second]) await expect(ui.banner(each)).toContainText('Big customer')
  await expect(ui.banner(page)).not.toContainText('Read-only')
  await ui.openProject(page, demo.production.name)
  await expect(ui.banner(page)).toContainText('Read-only')

  await page.keyboard.press('ControlOrMeta+,')
  const all = page.getByRole('list', { name: 'Workspaces' })
  await expect(all).toContainText('Big customer')
  await picture('settings-workspaces')
  await ui.button(page, ui.names.switchProject).click()
  await picture('switcher-workspaces')
  await page.keyboard.press('Escape')

  // The app comes back with the windows that it ended with, and this goes on in one.
  await closeWindow(running, second)
  await running.close()
  running = await workbench.launch()
  ;({ page } = running)
  await ui.view(page, 'Organizations and connections').click()
  await expect(ui.banner(page)).toContainText('Big customer')
  await expect(ui.banner(page)).toContainText('Read-only')
  await ui.button(page, /^Project settings/).click()
  const project = ui.dialog(page, 'Project settings')
  await expect(project).toContainText('not on its workspace’s list')
  await ui.button(project, 'Workspace settings').click()
  settings = settingsOf(page)
  await answerQuestions(running, 'Cancel')
  await settings.getByRole('checkbox', { name: /Northwind Production/ }).check()
  await ui.button(settings, 'Save').click()
  await expect(settings).toContainText('The list was left as it was.')
  await expect(settings.getByRole('checkbox', { name: /Northwind Production/ })).not.toBeChecked()
  const question = 'Allow more projects of Big customer to be written?'
  expect(await askedQuestions(running)).toEqual([question])
  await answerQuestions(running, 'Allow')
  await letPausePass(running)
  await settings.getByRole('switch', { name: 'Only those on a list' }).uncheck()
  await ui.textbox(settings, 'Name').fill('')
  await ui.button(settings, 'Save').click()
  await expect(settings).toBeHidden()
  await expect(ui.banner(page)).not.toContainText('Read-only')
  await expect(ui.button(page, /^Workspace settings/)).toContainText('Northwind')
  const stored = JSON.parse(readFileSync(join(workbench.userData, 'workspaces.json'), 'utf8'))
  expect(stored.data).toMatchObject([{ name: 'Northwind', colour: 'pink' }])
})

test('a key that the server refuses is told at its workspace, until it is replaced', async ({
  workbench,
}) => {
  const { emulator, northwindKey } = workbench
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  emulator.fault({ path: /./, times: 1000, status: 401 })
  await ui.button(page, 'Refresh').click()
  const told = page.getByRole('status').filter({ hasText: /^The key of Northwind .* was refused/ })
  await expect(told).toBeVisible()
  await expect(ui.banner(page)).toContainText('key refused')
  await expect(page.getByRole('alert')).toHaveCount(0)
  const picture = await photographer(running, { theme: 'dark', width: 900, height: 600 })
  await picture('key-refused')
  await ui.button(page, ui.names.switchProject).click()
  const workspaces = page.getByRole('list', { name: 'Workspaces' })
  await expect(workspaces).toContainText('key refused')
  await ui.button(workspaces, 'Settings Northwind').click()
  await expect(settingsOf(page)).toContainText('key refused')
  await ui.button(settingsOf(page), 'Replace key or address').click()
  emulator.clearFaults()
  const form = ui.dialog(page, 'Replace key')
  await ui.textbox(form, ui.names.apiKey).fill(northwindKey)
  await ui.button(form, 'Replace key').click()
  await expect(form).toBeHidden()
  await expect(told).toHaveCount(0)
  await expect(ui.banner(page)).not.toContainText('key refused')
})
