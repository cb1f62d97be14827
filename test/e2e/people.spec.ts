import type { Locator, Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { row, type RunningApp } from '../support/window/app'
import { filesHolding } from '../support/texts/files'
import { answerQuestions, answerSaveDialog, askedQuestions } from '../support/window/native-dialogs'
import { longRunViews, narrowViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test, type Workbench } from '../support/window/workbench'

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

/** An API key of the project, as the Ory Console makes one. */
async function projectKey({ emulator, northwindKey }: Workbench): Promise<string> {
  const made = await fetch(`${emulator.apiAddress}/projects/${demo.production.id}/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${northwindKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'For counts' }),
  })
  const { value } = (await made.json()) as { value: string }
  return value
}

test('a key that is kept counts without a question; a count is cancelled, goes on, and follows a refresh @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const key = await projectKey(workbench)
  const running = await workbench.openShared(demo.production.name)
  const { page } = running
  await answerQuestions(running)
  const organization = await ui.chooseOrganization(page, harbor)
  await ui.button(peopleOf(organization), 'Count people…').click()
  const dialog = dialogOf(page)
  await dialog.getByRole('radio', { name: /that is kept/ }).check()
  await ui.textbox(dialog, 'Project API key').fill(workbench.northwindKey)
  await ui.button(dialog, 'Keep key').click()
  await expect(dialog.getByRole('alert')).toContainText('The project does not take this key')
  await ui.textbox(dialog, 'Project API key').fill(key)
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('The keychain has a key of this project.')

  // It is held at its sessions, and cancelled there; what is known then is “at least”.
  emulator.fault({ operation: 'listSessions', delayMs: 600_000 })
  await ui.button(dialog, 'Count people').click()
  await expect(dialog).toContainText(/\d+ people read…/)
  const asked = () => emulator.requests().some(({ operation }) => operation === 'listSessions')
  await expect.poll(asked).toBe(true)
  await ui.button(dialog, 'Cancel').click()
  await expect(said(dialog, 'the count can go on')).toBeVisible()
  await expect(dialog).toContainText('at least')
  emulator.clearFaults()
  await ui.button(dialog, 'Go on').click()
  await expect(said(dialog, 'Everybody was counted.')).toBeVisible()
  expect(await askedQuestions(running)).toEqual([])
  await ui.button(dialog, 'Close').click()
  await expect(peopleOf(organization)).toContainText('214 people')

  // A refresh counts again where the person wants it.
  const counts = () =>
    emulator.requests().filter(({ operation }) => operation === 'listIdentities').length
  await ui.button(page, 'Settings').click()
  await page.getByRole('switch', { name: 'Count people on refresh' }).check()
  await ui.view(page, 'Organizations and connections').click()
  emulator.clearRequests()
  await ui.button(page, 'Refresh').click()
  await expect.poll(counts).toBeGreaterThan(0)
  await expect(peopleOf(organization)).toContainText('Counted just now')

  // One that fails is told where the refresh was asked for, and counted again from there.
  emulator.fault({ operation: 'listIdentities', status: 403, times: 100 })
  await ui.button(page, 'Refresh').click()
  const failed = page.getByRole('alert').filter({ hasText: 'People could not be counted' })
  await expect(failed).toContainText('The project does not take this key')
  for (const view of narrowViews) {
    const picture = await photographer(running, view)
    await picture('people-not-counted')
  }
  emulator.clearFaults()
  await ui.button(failed, 'Count again').click()
  await expect(failed).toBeHidden()

  // All projects at once: this one has a key, the others ask for one.
  await ui.view(page, 'All organizations').click()
  await ui.button(page, 'People…').click()
  const all = ui.dialog(page, 'People of all projects')
  emulator.clearRequests()
  await ui.button(all, 'Count 1 project').click()
  await expect.poll(counts).toBeGreaterThan(0)
  await ui.button(all, `Open ${demo.staging.name}`).click()
  await expect(dialogOf(page)).toContainText(demo.staging.name)
  await page.keyboard.press('Escape')

  // It is forgotten as well.
  await ui.openProject(page, demo.production.name)
  await ui.typeInPalette(page, 'count people')
  await page.keyboard.press('Enter')
  await ui.button(dialog, 'Forget key').click()
  await expect(ui.button(dialog, 'Forget key')).toBeHidden()
  expect(filesHolding(workbench.userData, key)).toEqual([])
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
