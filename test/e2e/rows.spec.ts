import type { Page } from '@playwright/test'
import { openWindow } from '../support/window/app'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const list = (page: Page, name: string) => page.getByRole('listbox', { name, exact: true })
const label = (page: Page, name: 'Organization' | 'Connection') =>
  ui.textbox(ui.panel(page, name), 'Label')

test('a secret is rotated from the keyboard in a few keys', async ({ workbench }) => {
  const { page } = await workbench.openShared(demo.staging.name)
  const connections = list(page, 'Connections')
  await connections.focus()
  await page.keyboard.press('Home')
  // What is shown follows the keys, and the focus stays in the list.
  const first = await label(page, 'Connection').inputValue()
  await page.keyboard.press('ArrowDown')
  await expect(label(page, 'Connection')).not.toHaveValue(first)
  await page.keyboard.type('pilot')
  await expect(label(page, 'Connection')).toHaveValue('Pilot Keycloak')
  await expect(connections).toBeFocused()

  await page.keyboard.press('ControlOrMeta+j')
  const picker = ui.dialog(page, 'Go to field')
  await expect(picker.getByRole('combobox', { name: 'Find a field' })).toBeFocused()
  await page.keyboard.type('secret')
  await page.keyboard.press('Enter')
  const secret = ui.textbox(ui.panel(page, 'Connection'), 'Client secret')
  await expect(secret).toBeFocused()
  await page.keyboard.type('rotated from the keyboard')
  await expect(ui.button(page, /^Review changes.*1/)).toBeVisible()

  // A field that is folded away comes on screen; F2 and Enter lead to the first that can be edited.
  await page.keyboard.press('ControlOrMeta+j')
  await page.keyboard.type('pkce')
  await page.keyboard.press('Enter')
  await expect(ui.panel(page, 'Connection').getByRole('combobox', { name: 'PKCE' })).toBeFocused()
  await page.keyboard.press('F2')
  await expect(page.locator(':focus')).toHaveAccessibleName('Label')
  await list(page, 'Organizations').focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(label(page, 'Organization')).toBeFocused()

  // Rows that were passed are one place on the way back.
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(label(page, 'Connection')).toHaveValue('Pilot Keycloak')
})

test('a project is as it was after a switch, and in a second window @long', async ({
  workbench,
}) => {
  const running = await workbench.open(demo.production.name)
  const { page } = running
  const scroll = (on: Page) =>
    list(on, 'Connections').evaluate((element) => Math.round(element.scrollTop))
  await running.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setSize(1280, 420)
  })
  await ui.chooseConnection(page, 'Meadowlark Okta')
  await ui.button(ui.panel(page, 'Connection'), /^Advanced/).click()
  await list(page, 'Connections').evaluate((element) => (element.scrollTop = 46))
  await ui.openHistory(page)

  await ui.openProject(page, demo.staging.name)
  await expect(page.getByRole('complementary', { name: 'History' })).toBeHidden()
  await page.getByRole('tab', { name: demo.production.name }).click()
  async function asItWas(on: Page): Promise<void> {
    await expect(on.getByRole('complementary', { name: 'History' })).toBeVisible()
    await ui.leaveHistory(on)
    await expect(label(on, 'Connection')).toHaveValue('Meadowlark Okta')
    await expect(ui.button(ui.panel(on, 'Connection'), /^Advanced/)).toHaveAttribute(
      'aria-expanded',
      'true',
    )
    await expect.poll(() => scroll(on)).toBe(46)
    await ui.openHistory(on)
  }
  await asItWas(page)
  // A tab that was closed and opened again, and another window.
  await page.keyboard.press('ControlOrMeta+w')
  await expect(ui.banner(page)).toContainText(demo.staging.name)
  await page.keyboard.press('ControlOrMeta+Shift+t')
  await asItWas(page)
  const second = await openWindow(running)
  await expect(ui.banner(second)).toContainText(demo.production.name)
  await expect(second.getByRole('complementary', { name: 'History' })).toBeVisible()
  await ui.leaveHistory(second)
  await expect(label(second, 'Connection')).toHaveValue('Meadowlark Okta')
})
