import type { Locator, Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { row, type RunningApp } from '../support/window/app'
import { filesHolding } from '../support/texts/files'
import { answerQuestions, answerSaveDialog, askedQuestions } from '../support/window/native-dialogs'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const harbor = 'Harbor Lights Logistics'
const domain = 'harborlights.example'
const dialogOf = (page: Page) => ui.dialog(page, 'People')
const peopleOf = (panel: Locator) => panel.getByRole('region', { name: 'People' })

/** Counts the people of the open project with a key that is made, which the person agrees to. */
async function count(running: RunningApp, slug: string): Promise<void> {
  const { page } = running
  await answerQuestions(running, 'Count', 'Show', 'Read')
  const dialog = dialogOf(page)
  await ui.textbox(dialog, 'Project slug').fill(slug)
  await ui.button(dialog, /^Count/).click()
  await expect(
    dialog.getByRole('status').filter({ hasText: 'Everybody was counted.' }),
  ).toBeVisible()
  await ui.button(dialog, 'Close').click()
  await expect(dialog).toBeHidden()
}

test('people are counted, seen where they matter, found outside, and kept offline as numbers alone', async ({
  workbench,
}) => {
  const running = await workbench.open(demo.production.name)
  const { page } = running
  const organization = await ui.chooseOrganization(page, harbor)
  await expect(peopleOf(organization)).toContainText('was not counted yet')
  await ui.button(peopleOf(organization), 'Count people…').click()
  await count(running, demo.production.slug)
  expect(await askedQuestions(running)).toEqual([`Count the people of ${demo.production.name}?`])
  expect(workbench.emulator.projectKeys()).toEqual([])

  // The organization, its connection, and the table of all.
  await expect(peopleOf(organization)).toContainText(/214 people · 31 signed in within 7 days/)
  await expect(peopleOf(organization)).toContainText('Counted just now')
  await ui.showAllRows(page, ['Organizations'])
  const inTable = row(ui.allRows(page), harbor).first()
  await expect(inTable).toContainText('People: 214')

  // Who is outside: shown after a question, in memory alone, and as a table of IDs.
  await ui.view(page, 'Organizations and connections').click()
  await ui.button(organization, `Show People with ${domain} in no organization`).click()
  const shown = ui.dialog(page, `People with ${domain} in no organization`)
  await ui.textbox(shown, 'Project slug').fill(demo.production.slug)
  await ui.button(shown, 'Show').click()
  const list = shown.getByRole('listbox')
  await expect(list.getByRole('option')).toHaveCount(9)
  const address = /\S+@harborlights\.example/.exec((await list.textContent()) ?? '')?.[0] ?? ''
  const file = join(workbench.userData, '..', 'ids.csv')
  await answerSaveDialog(running, file)
  await ui.button(shown, 'Export IDs…').click()
  await expect(shown).toContainText('9 IDs saved as ids.csv.')
  const table = readFileSync(file, 'utf8')
  expect(table.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g)).toHaveLength(9)
  expect(table).not.toContain('@')
  await ui.button(shown, 'Close').click()
  await expect(page.getByText(address)).toHaveCount(0)

  // What a deletion does to them is counted, before it is sent.
  await ui.button(organization, 'Delete organization').click()
  await ui.button(page.getByRole('dialog'), /^Delete/).click()
  const review = await ui.openReview(page)
  await expect(review).toContainText('214')
  await ui.button(review, 'Publish').click()
  await expect(ui.question(page)).toContainText(/31 of (?:at least )?214 people/)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')

  // Offline the counts stay, with their age; the disk has no person.
  await running.close()
  await workbench.emulator.close()
  const again = await workbench.launch()
  await ui.chooseOrganization(again.page, harbor)
  const after = peopleOf(ui.panel(again.page, 'Organization'))
  await expect(after).toContainText('214 people')
  await expect(after).toContainText(/Counted (?:just now|\d+ min ago)/)
  expect(address).not.toBe('')
  expect(filesHolding(workbench.userData, address)).toEqual([])
})

for (const view of longRunViews) {
  test(`people at ${view.width}x${view.height}, ${view.theme}`, async ({ workbench }) => {
    test.setTimeout(180_000)
    const running = await workbench.open(demo.production.name)
    const { page } = running
    const picture = await photographer(running, view)
    const organization = await ui.chooseOrganization(page, harbor)
    await ui.button(peopleOf(organization), 'Count people…').scrollIntoViewIfNeeded()
    await picture('people-uncounted')
    await ui.button(peopleOf(organization), 'Count people…').click()
    await picture('people')
    await dialogOf(page)
      .getByRole('radio', { name: /that is kept/ })
      .check()
    await ui.button(dialogOf(page), 'Keep key').click()
    await picture('people-key')
    await dialogOf(page)
      .getByRole('radio', { name: /that the app makes/ })
      .check()
    await count(running, demo.production.slug)
    await peopleOf(organization).scrollIntoViewIfNeeded()
    await picture('people-organization')
    await ui.button(peopleOf(organization), 'Count again…').click()
    await picture('people-counted')
    await ui.button(dialogOf(page), 'Close').click()
    await ui.button(organization, `Show People with ${domain} in no organization`).click()
    const shown = ui.dialog(page, `People with ${domain} in no organization`)
    await ui.textbox(shown, 'Project slug').fill(demo.production.slug)
    await ui.button(shown, 'Show').click()
    await expect(shown.getByRole('option').first()).toBeVisible()
    await picture('people-shown')
    await ui.button(shown, 'Close').click()
    await ui.button(page, 'Close details').click()
    await picture('people-lists')
    await ui.button(page, 'All organizations').click()
    await ui.atRest(page)
    await picture('people-all-organizations')
    await ui.button(page, 'People…').click()
    await picture('people-of-all')
    await page.keyboard.press('Escape')
    await ui.view(page, 'Home').click()
    await ui.atRest(page)
    await picture('people-home')
  })
}
