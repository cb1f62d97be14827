import type { Page } from '@playwright/test'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const palette = (page: Page) => ui.dialog(page, 'Command palette')
const options = (page: Page) => palette(page).getByRole('option')

test('commands are found, chosen and run with the keyboard alone, those used last first', async ({
  workbench,
}) => {
  const running = await workbench.open(demo.staging.name)
  const { page } = running
  // What is typed right after the key must not wait for the code of the palette.
  await expect(page.locator('link[href*="PaletteDialog"]').first()).toBeAttached()
  // Nothing is edited and nothing chosen: what does not apply is not offered.
  await ui.typeInPalette(page, 'review')
  await expect(options(page).filter({ hasText: 'Review changes' })).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('zzzzqq')
  await expect(options(page)).toHaveCount(0)
  await expect(palette(page)).toContainText('No command and no help matches.')
  await page.keyboard.press('Escape')
  await expect(palette(page)).toBeHidden()

  await ui.typeInPalette(page, 'hist')
  await expect(options(page).first()).toContainText('History')
  await page.keyboard.press('Enter')
  await expect(palette(page)).toBeHidden()
  await expect(ui.view(page, 'History')).toHaveAttribute('aria-current', 'page')
  await ui.typeInPalette(page, 'orgs and conn')
  await page.keyboard.press('Enter')
  await expect(ui.region(page, ui.names.organizations)).toBeVisible()

  await ui.typeInPalette(page, 'new connection')
  await page.keyboard.press('Enter')
  await expect(ui.dialog(page, 'Connection')).toBeVisible()
  // A dialog keeps the keys of commands to itself.
  await page.keyboard.press('ControlOrMeta+Shift+P')
  await expect(palette(page)).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(ui.dialog(page, 'Connection')).toBeHidden()

  await ui.typeInPalette(page, 'find')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('searchbox', { name: 'Filter connections' })).toBeFocused()

  await ui.typeInPalette(page, '')
  await expect(options(page).first()).toContainText('Find')
  await expect(options(page).nth(1)).toContainText('New connection')
  await page.keyboard.press('Escape')
  // They are known after a restart too.
  await running.close()
  const again = await workbench.launch()
  await expect(ui.banner(again.page)).toContainText(demo.staging.name)
  await ui.typeInPalette(again.page, '')
  await expect(options(again.page).first()).toContainText('Find')
})

test('an edit makes its commands apply, and the menu bar has the same list @long', async ({
  workbench,
}) => {
  const { app, page } = await workbench.openShared(demo.staging.name)
  const panel = await ui.chooseConnection(page, 'Pilot Keycloak')
  const label = ui.textbox(panel, 'Label')
  await label.fill('Pilot of the palette')
  await label.blur()
  await ui.typeInPalette(page, 'undo')
  await expect(options(page).first()).toContainText('Ctrl+Z')
  await page.keyboard.press('Enter')
  await expect(label).toHaveValue('Pilot Keycloak')
  await ui.typeInPalette(page, 'redo')
  await page.keyboard.press('Enter')
  await expect(label).toHaveValue('Pilot of the palette')
  await ui.typeInPalette(page, 'edit mapper')
  await page.keyboard.press('Enter')
  await expect(ui.region(page, 'Mapper')).toBeVisible()
  await app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('review')?.click()
  })
  await expect(ui.dialog(page, 'Review changes')).toBeVisible()
})

for (const view of longRunViews) {
  test(`palette and sheet at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    // The shared app knows which commands were used, and the picture shows none of them.
    const running = await workbench.open(demo.production.name)
    const { page } = running
    const picture = await photographer(running, view)
    await ui.typeInPalette(page, '')
    await picture('palette')
    await page.keyboard.type('con')
    await picture('palette-typed')
    await page.keyboard.press('Escape')
    await page.keyboard.press('ControlOrMeta+/')
    await expect(ui.dialog(page, 'Keyboard shortcuts')).toBeVisible()
    await picture('shortcuts')
  })
}
