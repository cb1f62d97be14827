import type { Page } from '@playwright/test'
import { editorOf, openMapperEditor, shownMapper } from '../support/window/mapper-editor'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const hasFocus = (page: Page) =>
  editorOf(page).evaluate((element) => element === document.activeElement)
const undo = (page: Page) => page.keyboard.press('ControlOrMeta+z')
const edited = (page: Page) => page.locator('.editor-head').getByText('edited', { exact: true })

test('a text that undo brings back leaves the focus where it is, and the editor does not undo that', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  await openMapperEditor(page, 'Google')
  await expect.poll(() => hasFocus(page)).toBe(true)
  const before = await shownMapper(page)
  await page.keyboard.press('ControlOrMeta+Home')
  await page.keyboard.insertText('// Mine\n')
  await expect(edited(page)).toBeVisible()
  // What stands there was typed: the key is the editor's.
  await undo(page)
  await expect.poll(() => shownMapper(page)).toBe(before)
  await expect(edited(page)).toBeHidden()

  await page.keyboard.insertText('// Again\n')
  await expect(edited(page)).toBeVisible()
  await ui.button(ui.banner(page), 'Undo').click()
  await expect.poll(() => shownMapper(page)).toBe(before)
  expect(await hasFocus(page)).toBe(false)
  await editorOf(page).click()
  await undo(page)
  await expect(edited(page)).toBeHidden()
  expect(await shownMapper(page)).toBe(before)
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await expect.poll(() => shownMapper(page)).toBe(`// Again\n${before}`)
})
