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
