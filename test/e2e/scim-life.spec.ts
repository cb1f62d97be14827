import type { Locator, Page } from '@playwright/test'
import type { Emulator } from '../emulator'
import { filesHolding } from '../support/texts/files'
import * as ui from '../support/window/screens'
import { demo, expect, projectState, test } from '../support/window/workbench'

const { staging } = demo
const clientsIn = (emulator: Emulator): any[] => projectState(emulator, staging.id).scim_clients
const theOne = (emulator: Emulator): any =>
  clientsIn(emulator).find(({ client_id: id }) => id === 'meadowlark-okta')

/** Opens the SCIM client that Meadowlark Health has in the demo. */
async function openTheOne(page: Page): Promise<Locator> {
  const organization = await ui.chooseOrganization(page, 'Meadowlark Health')
  const clients = organization.getByRole('region', { name: 'SCIM clients' })
  await clients.getByRole('button', { name: /meadowlark-okta/ }).click()
  const panel = ui.panel(page, 'SCIM client')
  await expect(ui.textbox(panel, 'Client ID')).toHaveValue('meadowlark-okta')
  return panel
}

test('each step with SCIM clients is undone and redone after a restart, and then sent as it was shown @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const before = structuredClone(clientsIn(emulator))
  const first = await workbench.open(staging.name)
  let { page } = first
  const panel = await openTheOne(page)
  await ui.textbox(panel, 'Label').fill('Meadowlark people')
  await ui.textbox(panel, 'Label').blur()
  await ui.choose(panel, page, 'State', 'Disabled')
  await ui.createOrganization(page, 'Larkspur Labs', ['larkspur.example'])
  const organization = await ui.chooseOrganization(page, 'Larkspur Labs')
  await ui.button(organization, 'New SCIM client').click()
  await ui.button(ui.panel(page, 'SCIM client'), 'Generate').click()
  await ui.button(ui.panel(page, 'SCIM client'), 'Copy the generated secret, once').click()
  const secret = await first.app.evaluate(({ clipboard }) => clipboard.readText())
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  const review = await ui.openReview(page)
  const shown = await ui.shownPatch(review)
  await page.keyboard.press('Escape')
  await first.close()

  ;({ page } = await workbench.launch())
  const undo = ui.button(ui.banner(page), 'Undo')
  const redo = ui.button(ui.banner(page), 'Redo')
  await expect(undo).toBeEnabled()
  let steps = 0
  for (; await undo.isEnabled(); steps += 1) {
    await undo.click()
    await expect(redo).toBeEnabled()
  }
  expect(steps).toBeGreaterThanOrEqual(5)
  await expect(ui.button(page, ui.names.review)).toBeDisabled()
  await expect(ui.textbox(await openTheOne(page), 'Label')).toHaveValue('Meadowlark Okta preview')
  for (let step = 0; step < steps; step += 1) await redo.click()
  await expect(redo).toBeDisabled()
  const again = await ui.openReview(page)
  expect(await ui.shownPatch(again)).toEqual(shown)
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()

  const [old, made] = clientsIn(emulator)
  expect(old).toEqual({ ...before[0], label: 'Meadowlark people', state: 'disabled' })
  expect(made).toMatchObject({ state: 'enabled', authorization_header_secret: secret })
})

test('a SCIM client that a publish deleted comes back by its revert, with a new secret', async ({
  workbench,
}) => {
  const { emulator, userData } = workbench
  const running = await workbench.openShared(staging.name)
  const { page, app } = running
  const before = structuredClone(theOne(emulator))
  await ui.button(await openTheOne(page), 'Delete SCIM client').click()
  await ui.publishDraft(page)
  expect(theOne(emulator)).toBeUndefined()

  const publishes = await ui.openPublishes(page)
  await publishes.getByRole('option').first().click()
  await ui.button(page.getByRole('article').first(), 'Revert…').click()
  const dialog = page.getByRole('dialog', { name: /^Revert the publish/ })
  await expect(dialog).toContainText('Secret token')
  await ui.button(dialog, 'Create draft').click()
  await expect(dialog).toBeHidden()
  const panel = await openTheOne(page)
  await ui.button(panel, 'Generate').click()
  await ui.button(panel, 'Copy the generated secret, once').click()
  const secret = await app.evaluate(({ clipboard }) => clipboard.readText())
  await ui.publishDraft(page)
  expect(theOne(emulator)).toEqual({ ...before, authorization_header_secret: secret })
  expect(filesHolding(userData, secret)).toEqual([])
})
