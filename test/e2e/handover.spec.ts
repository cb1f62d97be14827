import type { Locator, Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningApp } from '../support/window/app'
import { pdfText } from '../support/window/pdf-text'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const host = 'https://quiet-noether-3v8c5t0z6p.projects.oryapis.com'
const organization = '2bbf6c2e-ad44-43c3-834c-6c61dfbf8bf8'
const redirectUrl = `${host}/self-service/methods/oidc/organization/${organization}/callback/meadowlark-okta`
const secret = 'demo-secret-of-meadowlark-okta'

async function openSheet(page: Page, connection: string): Promise<Locator> {
  const panel = await ui.chooseConnection(page, connection)
  await ui.button(panel, 'Hand-over sheet').click()
  const sheet = ui.dialog(page, 'Hand-over sheet')
  await expect(sheet.getByRole('heading', { name: 'What to send back' })).toBeVisible()
  return sheet
}

/** What of the page is on paper, and in which colours. Runs in the page. */
function onPaper(): { shown: string[]; inks: string[]; grounds: string[] } {
  const isShown = (element: Element) => getComputedStyle(element).display !== 'none'
  const all = [...document.querySelectorAll('.printed-sheet, .printed-sheet *')]
  const has = (element: Element, type: number) =>
    [...element.childNodes].some(
      ({ nodeType, textContent }) => nodeType === type && textContent?.trim(),
    )
  const sorted = (values: readonly string[]) => [...new Set(values)].toSorted()
  return {
    shown: [...document.body.children].filter(isShown).map(({ className }) => className),
    inks: sorted(
      all.filter((each) => has(each, Node.TEXT_NODE)).map((each) => getComputedStyle(each).color),
    ),
    grounds: sorted(
      all
        .map((each) => getComputedStyle(each).backgroundColor)
        .filter((colour) => colour !== 'rgba(0, 0, 0, 0)'),
    ),
  }
}

const clipboardText = ({ app }: RunningApp) => app.evaluate(({ clipboard }) => clipboard.readText())

test('a sheet is read, copied and saved as a file', async ({ workbench }) => {
  const running = await workbench.openShared(demo.staging.name)
  const { app, page } = running
  const sheet = await openSheet(page, 'Meadowlark Okta preview')
  await expect(sheet.getByRole('combobox', { name: 'Guide' })).toHaveValue('Okta')

  await ui.button(sheet, 'Copy Sign-in redirect URIs').click()
  await expect.poll(() => clipboardText(running)).toBe(redirectUrl)

  await ui.button(sheet, 'Copy as Markdown').click()
  await expect.poll(() => clipboardText(running)).toMatch(/^# Single sign-on with Okta: /)
  const markdown = await clipboardText(running)
  expect(markdown).toContain(`\`${redirectUrl}\``)
  expect(markdown).not.toContain(secret)

  const file = join(workbench.userData, 'sheet.md')
  await app.evaluate(({ dialog }, filePath) => {
    const answer = { canceled: false, filePath }
    dialog.showSaveDialog = (() => Promise.resolve(answer)) as typeof dialog.showSaveDialog
  }, file)
  await ui.button(sheet, 'Save as file…').click()
  await expect(sheet.getByText('Saved as sheet.md')).toBeVisible()
  expect(readFileSync(file, 'utf8')).toBe(markdown)

  await app.evaluate(({ dialog }) => {
    const answer = { canceled: false, filePath: '/nowhere/at/all/sheet.md' }
    dialog.showSaveDialog = (() => Promise.resolve(answer)) as typeof dialog.showSaveDialog
  })
  await ui.button(sheet, 'Save as file…').click()
  await expect(sheet.getByRole('alert')).toContainText('could not be written')
})

test('what is printed is the sheet alone, in either theme @long', async ({ workbench }) => {
  const { app, page } = await workbench.openShared(demo.staging.name)
  await page.emulateMedia({ colorScheme: 'dark' })
  const sheet = await openSheet(page, 'Meadowlark Okta preview')
  const printed = await app.evaluate(async ({ BrowserWindow }) => {
    const pdf = await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({ pageSize: 'A4' })
    return pdf?.toString('base64') ?? ''
  })
  const text = pdfText(Buffer.from(printed, 'base64'))
  expect(text).toContain(redirectUrl)
  expect(text).toContain('Whattosendback')
  expect(text).not.toContain(secret)
  // Neither the dialog's buttons nor the screen behind it are on the paper.
  expect(text).not.toContain('CopyasMarkdown')
  expect(text).not.toContain('Reviewchanges')

  await page.emulateMedia({ colorScheme: 'dark', media: 'print' })
  expect(await page.evaluate(onPaper)).toEqual({
    shown: ['printed-sheet'],
    inks: ['rgb(0, 0, 0)', 'rgb(51, 51, 51)'],
    grounds: ['rgb(255, 255, 255)'],
  })
  await page.emulateMedia({ colorScheme: 'dark', media: 'screen' })

  // The system's own dialog cannot be reached from here: what it answers stands in for it.
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents
    const answers: [boolean, string][] = [
      [false, 'Print job canceled'],
      [false, 'Invalid printer settings'],
      [true, ''],
    ]
    contents.print = (_options, done) => done?.(...(answers.shift() ?? [true, '']))
  })
  const print = ui.button(sheet, 'Print')
  await print.click()
  await expect(print).toBeEnabled()
  await expect(sheet.getByRole('alert')).toBeHidden()
  await print.click()
  await expect(sheet.getByRole('alert')).toContainText('Printing did not work')
  await print.click()
  await expect(sheet.getByText('Sent to the printer')).toBeVisible()
  await expect(sheet.getByRole('alert')).toBeHidden()
})

test('a sheet has a language of its own, and says what becomes of an address that changes', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  const panel = await ui.chooseConnection(page, 'Meadowlark Okta preview')
  await ui.textbox(panel, 'Connection ID').fill('meadowlark-two')
  await ui.button(panel, 'Hand-over sheet').click()
  const sheet = ui.dialog(page, 'Hand-over sheet')
  await expect(sheet.getByRole('heading', { name: 'The address changes' })).toBeVisible()
  await expect(sheet.getByText(redirectUrl, { exact: true })).toBeVisible()
  await expect(sheet).toContainText('Keep it until a sign-in with the new one has worked')

  await ui.choose(sheet, page, 'Language of the sheet', 'Deutsch')
  await expect(sheet.getByRole('heading', { name: 'Was zurückzusenden ist' })).toBeVisible()
  await expect(sheet.getByRole('heading', { name: 'Die Adresse ändert sich' })).toBeVisible()
  await expect(sheet.getByRole('article')).toHaveAttribute('lang', 'de')
  await ui.button(sheet, 'Copy as text').click()
  await expect.poll(() => clipboardText(running)).toContain('WAS ZURÜCKZUSENDEN IST')
  await ui.button(sheet, 'Close').click()
  // It is kept, and the rest of the window speaks as before.
  await ui.button(panel, 'Hand-over sheet').click()
  await expect(sheet.getByRole('heading', { name: 'Was zurückzusenden ist' })).toBeVisible()
  await ui.choose(sheet, page, 'Language of the sheet', 'English')
  await ui.button(sheet, 'Close').click()

  // After the publish the address that was replaced is named where it is handed over.
  await ui.publishDraft(page)
  const note = page.getByRole('region', { name: `Published to ${demo.staging.name}` })
  await expect(note).toContainText(`keep ${redirectUrl} until a sign-in`)
  await ui.button(note, /^Hand-over sheet of/).click()
  await expect(sheet.getByText(redirectUrl, { exact: true })).toBeVisible()
  await ui.button(sheet, 'Close').click()
})
