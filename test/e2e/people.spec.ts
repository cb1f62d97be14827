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
const oakfield = 'Oakfield University'
const dialogOf = (page: Page) => ui.dialog(page, 'People')
const peopleOf = (panel: Locator) => panel.getByRole('region', { name: 'People' })
const said = (scope: Locator, text: string | RegExp) =>
  scope.getByRole('status').filter({ hasText: text })

/** Counts the people of the open project with a key that is made, by the keyboard alone. */
async function count(running: RunningApp): Promise<void> {
  const { page } = running
  await answerQuestions(running, 'Count', 'Show', 'Read')
  const dialog = dialogOf(page)
  await ui.tabTo(page, /^Project slug/)
  await page.keyboard.type(demo.production.slug)
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('Everybody was counted.')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
}

test('people are counted, seen where they matter, found outside, and kept offline as numbers alone', async ({
  workbench,
}) => {
  const running = await workbench.open(demo.production.name)
  const { page } = running
  const organization = await ui.chooseOrganization(page, harbor)
  await expect(peopleOf(organization)).toContainText('was not counted yet')
  await ui.button(organization, 'Copy join link').click()
  await expect
    .poll(() => running.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toMatch(/\/self-service\/settings\/browser\?organization=[0-9a-f-]{36}$/)
  await ui.typeInPalette(page, 'count people')
  await page.keyboard.press('Enter')
  await expect(ui.textbox(dialogOf(page), 'Project slug')).toBeFocused()
  await count(running)
  expect(await askedQuestions(running)).toEqual([`Count the people of ${demo.production.name}?`])
  expect(workbench.emulator.projectKeys()).toEqual([])

  // The organization, its connection, the table of all, and what is wrong.
  await expect(peopleOf(organization)).toContainText(/214 people · 31 signed in within 7 days/)
  await expect(peopleOf(organization)).toContainText('Counted just now')
  const connection = await ui.chooseConnection(page, 'Harbor Lights (Entra ID)')
  await expect(connection).toContainText(/188 people · last sign-in \d+ h ago/)
  await ui.showAllRows(page, ['Organizations'])
  await expect(row(ui.allRows(page), harbor).first()).toContainText('People: 214')
  await ui.view(page, 'Home').click()
  const findings = page.getByRole('list', { name: 'Findings of all projects' })
  await expect(findings).toContainText(/Sign-ins stopped.*Juniper/)
  await expect(findings).toContainText(`9 people of ${domain} are in no organization`)

  // Who is outside: shown after a question, in memory alone, and as a table of IDs.
  await ui.view(page, 'Organizations and connections').click()
  await ui.chooseOrganization(page, harbor)
  await ui.button(organization, `Show People with ${domain} in no organization`).click()
  const shown = ui.dialog(page, `People with ${domain} in no organization`)
  await ui.textbox(shown, 'Project slug').fill(demo.production.slug)
  await ui.button(shown, 'Show').click()
  const list = shown.getByRole('listbox')
  await expect(list.getByRole('option')).toHaveCount(9)
  const address = /\S+@harborlights\.example/.exec((await list.textContent()) ?? '')?.[0] ?? ''
  expect(address).not.toBe('')
  const file = join(workbench.userData, '..', 'ids.csv')
  await answerSaveDialog(running, file)
  await ui.button(shown, 'Export IDs…').click()
  await expect(said(shown, '9 IDs saved as ids.csv.')).toBeVisible()
  const table = readFileSync(file, 'utf8')
  expect(table.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g)).toHaveLength(9)
  expect(table).not.toContain('@')
  await ui.button(shown, 'Close').click()
  await expect(page.getByText(address)).toHaveCount(0)

  // What a deletion does to them is counted before it is confirmed.
  await ui.button(organization, 'Delete organization').click()
  await ui.button(page.getByRole('dialog'), 'Delete connections').click()
  const review = await ui.openReview(page)
  await expect(ui.region(page, 'Impact')).toContainText(/31 of 214 people/)
  await ui.button(review, 'Publish').click()
  await expect(ui.question(page)).toContainText(/31 of (?:at least )?214 people/)
  await ui.confirmPublish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()

  // Offline the counts stay, with their age; the disk has no person.
  await running.close()
  await workbench.emulator.close()
  const again = await workbench.launch()
  await ui.chooseOrganization(again.page, oakfield)
  const after = peopleOf(ui.panel(again.page, 'Organization'))
  await expect(after).toContainText('160 people')
  await expect(after).toContainText(/4 people with none of its domains/)
  await expect(after).toContainText(/Counted (?:just now|\d+ min ago)/)
  expect(filesHolding(workbench.userData, address)).toEqual([])
})

test('a key that was made to count people is deleted at the next start after a kill @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const running = await workbench.open(demo.production.name)
  const { page } = running
  const organization = await ui.chooseOrganization(page, 'Harbor Lights Logistics')
  const people = peopleOf(organization)
  await ui.button(people, 'Count people…').click()
  await answerQuestions(running, 'Count')
  emulator.fault({ operation: 'listIdentities', delayMs: 600_000 })
  const dialog = dialogOf(page)
  await ui.textbox(dialog, 'Project slug').fill(demo.production.slug)
  await page.keyboard.press('Enter')
  const asked = () => emulator.requests().some(({ operation }) => operation === 'listIdentities')
  await expect.poll(asked).toBe(true)
  expect(emulator.projectKeys()).toHaveLength(1)
  running.app.process().kill('SIGKILL')
  const again = await workbench.launch()
  const told = again.page
    .getByRole('alert')
    .filter({ hasText: 'key of an interrupted read of people was deleted' })
  await expect(told).toBeVisible()
  expect(emulator.projectKeys()).toEqual([])
})

for (const view of longRunViews) {
  test(`people at ${view.width}x${view.height}, ${view.theme}`, async ({ workbench }) => {
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
    await count(running)
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
    await expect(page.getByRole('list', { name: 'Findings of all projects' })).toContainText(
      'Sign-ins stopped',
    )
    await ui.atRest(page)
    await picture('people-home')
    await ui.view(page, 'Organizations and connections').click()
    const connection = await ui.chooseConnection(page, 'Harbor Lights (Entra ID)')
    await picture('people-connection')
    await ui.button(connection, 'Delete connection').click()
    const review = await ui.openReview(page)
    await expect(ui.region(page, 'Impact')).toContainText('31 of')
    await picture('people-review')
    await ui.button(review, 'Publish').click()
    await expect(ui.question(page)).toBeVisible()
    await picture('people-confirm')
  })
}
