import type { Locator, Page } from '@playwright/test'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test, type Workbench } from '../support/window/workbench'

const switcher = (page: Page) => ui.dialog(page, ui.names.switchProject)
const option = (page: Page, text: string): Locator =>
  switcher(page).getByRole('option').filter({ hasText: text }).first()

/** Two projects that were read, of which Production is shown. */
async function openTwo(workbench: Workbench) {
  const running = await workbench.openShared(demo.staging.name)
  const read = running.page.getByRole('contentinfo').getByText('Read just now')
  await expect(read).toBeVisible()
  await ui.openProject(running.page, demo.production.name)
  await expect(read).toBeVisible()
  return running
}

async function look(page: Page, keys: string, typed: string): Promise<void> {
  await page.keyboard.press(keys)
  await expect(switcher(page)).toBeVisible()
  await page.keyboard.type(typed)
}

test('what is in any project is found and opened with the keyboard alone', async ({
  workbench,
}) => {
  const { page } = await openTwo(workbench)
  // Staging is not shown; what is in it is found on this computer.
  await look(page, 'ControlOrMeta+Shift+F', 'pilot keyc')
  await expect(option(page, 'Pilot Keycloak')).toContainText('in Northwind Staging')
  await expect(option(page, 'Pilot Keycloak')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(ui.banner(page)).toContainText(demo.staging.name)
  const panel = ui.panel(page, 'Connection')
  await expect(ui.textbox(panel, 'Label')).toHaveValue('Pilot Keycloak')
  // The keys go on from what was found.
  await expect(ui.focusedRow(page)).toContainText('Pilot Keycloak')
  await page.keyboard.press('Enter')
  await expect(panel.locator(':focus')).toBeVisible()

  // Enter right after the last letter means all of them.
  await look(page, 'ControlOrMeta+k', 'client-of-meadow')
  await page.keyboard.press('Enter')
  await expect(ui.banner(page)).toContainText(demo.production.name)
  await expect(ui.textbox(ui.panel(page, 'Connection'), 'Label')).toHaveValue('Meadowlark Okta')
  await expect(ui.focusedRow(page)).toContainText('Meadowlark Okta')
  // One step back is where the person was, and not on the way there.
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(ui.banner(page)).toContainText(demo.staging.name)
  await expect(ui.textbox(panel, 'Label')).toHaveValue('Pilot Keycloak')
})

test('a mapper that was read on this computer is found by its text @long', async ({
  workbench,
}) => {
  const { page } = await openTwo(workbench)
  const connection = await ui.chooseConnection(page, 'Meadowlark Okta')
  await ui.button(connection, 'Edit mapper').click()
  await expect(ui.region(page, 'Mapper').getByRole('textbox')).toContainText('identity')
  await ui.button(page, 'Back').click()
  await look(page, 'ControlOrMeta+k', "extVar('claims')")
  await expect(option(page, 'mapper')).toContainText("std.extVar('claims')")
  await page.keyboard.press('Enter')
  await expect(ui.region(page, 'Mapper')).toBeVisible()
})

test('a search of one project finds nothing of another @long', async ({ workbench }) => {
  const { page } = await openTwo(workbench)
  await look(page, 'ControlOrMeta+k', 'pilot keycloak')
  await expect(option(page, 'Pilot Keycloak')).toBeVisible()
  await ui.tabTo(page, /^Only Northwind Production/)
  await page.keyboard.press('Space')
  await expect(switcher(page)).toContainText('Nothing in it matches.')
  await page.keyboard.press('Space')
  await expect(option(page, 'Pilot Keycloak')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(switcher(page)).toBeHidden()
})

test('an address that nobody takes says which organization would have to have its domain', async ({
  workbench,
}) => {
  const { page } = await openTwo(workbench)
  const box = ui.button(ui.banner(page), ui.names.switchProject)
  await expect(box).toHaveAccessibleDescription('or search everything')
  await look(page, 'ControlOrMeta+k', 'jane@nobody-has-this.example')
  await expect(switcher(page)).toContainText(/No organization has nobody-has-this\.example/)
  // Without an address there is nothing to say but that nothing fits.
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('nobody has this 4711')
  await expect(switcher(page)).toContainText('Nothing matches.')
  await expect(switcher(page)).not.toContainText('No organization has')
})

test('a project is switched to and back by Enter alone, the one opened last in front @long', async ({
  workbench,
}) => {
  const { page } = await openTwo(workbench)
  for (const name of [demo.staging.name, demo.production.name, demo.staging.name]) {
    await page.keyboard.press('ControlOrMeta+k')
    await expect(switcher(page)).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(ui.banner(page)).toContainText(name)
  }
})

for (const view of longRunViews) {
  test(`the switcher with what was found at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await openTwo(workbench)
    const { page } = running
    const picture = await photographer(running, view)
    await look(page, 'ControlOrMeta+k', 'north')
    await picture('switcher-typed')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('okta')
    await expect(option(page, 'Meadowlark Okta')).toBeVisible()
    await picture('switcher-found')
  })
}
