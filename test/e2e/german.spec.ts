import type { Page } from '@playwright/test'
import type { RunningApp } from '../support/window/app'
import { cutControls } from '../support/window/cut-controls'
import { row } from '../support/window/app'
import { de, englishIn, germanSystem } from '../support/window/german'
import { openEachScreen } from '../support/window/open-each-screen'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, projectState, test } from '../support/window/workbench'

const dialog = (page: Page, english: string) => ui.dialog(page, de(english))
const button = (page: Page, english: string) => ui.button(page, de(english))

async function connect(page: Page, apiAddress: string, apiKey: string): Promise<void> {
  await button(page, 'Connect workspace').first().click()
  const form = dialog(page, 'Connect workspace')
  await ui.textbox(form, de('Workspace API key')).fill(apiKey)
  await ui.textbox(form, de('API address')).fill(apiAddress)
  await ui.button(form, de('Connect')).click()
  await expect(form).toBeHidden()
}

async function openProject(page: Page, name: string): Promise<void> {
  const chooser = dialog(page, 'Switch project')
  if (!(await chooser.isVisible())) await button(page, 'Switch project').click()
  await chooser.getByRole('combobox', { name: de('Find a project') }).fill(name)
  await chooser
    .getByRole('option', { name: new RegExp(`^${name}`) })
    .first()
    .click()
  await expect(ui.banner(page)).toContainText(name)
}

const menuLabels = ({ app }: RunningApp) =>
  app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label.replace('&', '')),
  )

test('the main job in German, on a system that speaks it, and back to English by the settings @long', async ({
  workbench,
}) => {
  const running = await workbench.launch(germanSystem)
  const { page } = running
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  expect(await englishIn(page), 'on the first screen').toEqual([])
  await connect(page, workbench.emulator.apiAddress, workbench.northwindKey)
  await openProject(page, demo.staging.name)
  const labels = await menuLabels(running)
  expect(labels).toContain(de('Edit'))

  const connections = ui.region(page, de('Connections'))
  await row(connections, 'Pilot Keycloak').click()
  const panel = ui.region(page, de('Connection'))
  await ui.textbox(panel, de('Label')).fill('Pilot Keycloak 26')
  await expect(page.getByRole('status').filter({ hasText: de('Draft saved') })).toBeVisible()
  expect(await englishIn(page), 'on the main screen').toEqual([])
  // German is longer: the buttons beneath an edited connection found no room at this width.
  await page.setViewportSize({ width: 1280, height: 800 })
  expect(await cutControls(page), 'on the main screen').toEqual([])

  await page.getByRole('button', { name: new RegExp(`^${de('Review changes')}`) }).click()
  const review = dialog(page, 'Review changes')
  await expect(review.getByRole('listitem')).toHaveCount(1)
  expect(await englishIn(page), 'in the review').toEqual([])
  await ui.button(review, de('Publish')).click()
  await expect(review).toBeHidden()
  const labelsNow = JSON.stringify(projectState(workbench.emulator, demo.staging.id))
  expect(labelsNow).toContain('Pilot Keycloak 26')
  expect(await englishIn(page), 'after the publish').toEqual([])

  await page.keyboard.press('ControlOrMeta+,')
  await page.getByRole('radio', { name: 'English' }).check()
  await running.close()
  const again = await workbench.launch(germanSystem)
  await expect(again.page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(ui.button(again.page, 'Switch project')).toBeVisible()
})

test('no screen or dialog that a command opens shows English @long', async ({ workbench }) => {
  test.setTimeout(300_000)
  const running = await workbench.launch(germanSystem)
  const { page } = running
  await connect(page, workbench.emulator.apiAddress, workbench.northwindKey)
  await openProject(page, demo.production.name)
  await row(ui.region(page, de('Connections')), 'Tidewater ADFS').click()
  const english: Record<string, string[]> = {}
  const opened = await openEachScreen(page, de, async (name) => {
    const found = await englishIn(page)
    if (found.length > 0) english[name] = found
  })
  expect(opened).toBeGreaterThan(20)
  expect(english).toEqual({})
})

for (const view of longRunViews) {
  test(`German at ${view.width}x${view.height}, ${view.theme}`, async ({ workbench }) => {
    const running = await workbench.launch(germanSystem)
    const { page } = running
    await connect(page, workbench.emulator.apiAddress, workbench.northwindKey)
    await openProject(page, demo.production.name)
    const take = await photographer(running, view)
    await row(ui.region(page, de('Connections')), 'Tidewater ADFS').click()
    const panel = ui.region(page, de('Connection'))
    await ui.textbox(panel, de('Label')).fill('Tidewater ADFS 2')
    await take('german-main')
    expect.soft(await cutControls(page)).toEqual([])
    for (const key of [1, 2, 3, 4, 5, 6, 7]) {
      await page.keyboard.press(`ControlOrMeta+${key}`)
      // The table of mappers is made when it is opened.
      if (key === 2) await expect(page.getByRole('option').first()).toBeVisible()
      await ui.atRest(page)
      await take(`german-view-${key}`)
      expect.soft(await cutControls(page), `view ${key}`).toEqual([])
    }
    await page.keyboard.press('ControlOrMeta+,')
    await take('german-settings')
    await button(page, 'Edit values…').click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await take('german-values')
  })
}
