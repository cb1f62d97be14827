import type { Page } from '@playwright/test'
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
