import { expect, type Locator, type Page } from '@playwright/test'
import * as ui from './screens'

/** The mapper editor by its accessible names. */
export const editorOf = (page: Page): Locator => ui.region(page, 'Mapper').getByRole('textbox')
export const claimsOf = (page: Page): Locator =>
  ui.region(page, 'Sample claims').getByRole('textbox', { name: 'Claims', exact: true })
export const resultOf = (page: Page): Locator => ui.region(page, 'Result')
export const problemsOf = (page: Page): Locator =>
  page.getByRole('group', { name: 'Problems of the mapper' })
export const casesOf = (page: Page): Locator => ui.region(page, 'Cases')

export async function openMapperEditor(page: Page, label: string): Promise<void> {
  const connection = await ui.chooseConnection(page, label)
  await ui.button(connection, 'Edit mapper').click()
  await expect(editorOf(page)).toContainText('identity')
}

export async function tryClaims(page: Page, words: string): Promise<void> {
  const field = ui.region(page, 'Sample claims').getByRole('combobox', { name: 'Claims to try' })
  await field.click()
  await field.fill(words)
  await page.getByRole('option').first().click()
}

export async function saveCase(
  page: Page,
  name: string,
  expectation = 'The whole output',
): Promise<void> {
  await ui.button(page, 'Save case').click()
  const dialog = ui.dialog(page, 'Save case')
  await ui.textbox(dialog, 'Name').fill(name)
  await dialog.getByRole('radio', { name: expectation }).check()
  await ui.button(dialog, 'Save').click()
  await expect(dialog).toBeHidden()
}

export async function putMapper(page: Page, text: string): Promise<void> {
  await editorOf(page).click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(text)
}

export const shownMapper = (page: Page): Promise<string> =>
  editorOf(page).evaluate((element) =>
    [...element.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n'),
  )
