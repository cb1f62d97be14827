import type { Page } from '@playwright/test'
import type { Emulator } from '../emulator'
import { photographer, narrowViews, wideViews } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const { staging } = demo
const stored = (emulator: Emulator): any =>
  emulator.state().projects.find(({ id }) => id === staging.id)
const client = (emulator: Emulator, id: string): any =>
  stored(emulator).scim_clients.find(({ client_id }: any) => client_id === id)
const clients = (page: Page) =>
  ui.panel(page, 'Organization').getByRole('region', { name: 'SCIM clients' })
const panelOf = (page: Page) => ui.panel(page, 'SCIM client')
const published = (page: Page) =>
  expect(ui.statusLine(page, 'Published')).toBeVisible({ timeout: 20_000 })

async function makeClient(page: Page): Promise<void> {
  await ui.button(clients(page), 'New SCIM client').click()
  const panel = panelOf(page)
  await expect(ui.textbox(panel, 'Client ID')).toHaveValue('tidewater-energy-scim')
  await ui
    .textbox(panel, 'Mapper')
    .fill("{ identity: { traits: { email: std.extVar('scim').userName } } }")
  await ui.button(panel, 'Generate').click()
  await ui.button(panel, 'Copy the generated secret, once').click()
}

test('a SCIM client is made with a secret that is copied once, edited, switched off and deleted', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const running = await workbench.open(staging.name)
  const { page } = running
  const before = stored(emulator).scim_clients
  await ui.chooseOrganization(page, 'Tidewater Energy')
  await makeClient(page)
  const secret = await running.app.evaluate(({ clipboard }) => clipboard.readText())
  expect(secret).toMatch(/^[\w-]{43}$/)
  await expect(ui.button(panelOf(page), 'Copy the generated secret, once')).toHaveCount(0)
  await ui.openReview(page)
  await expect(page.getByRole('dialog')).not.toContainText(secret)
  await ui.publish(page)
  await published(page)
  expect(client(emulator, 'tidewater-energy-scim')).toMatchObject({
    label: 'Tidewater Energy directory',
    state: 'enabled',
    authorization_header_secret: secret,
  })
  expect(stored(emulator).scim_clients.slice(0, before.length)).toEqual(before)

  // The detail stays with what it was about.
  const panel = panelOf(page)
  await expect(ui.textbox(panel, 'Client ID')).toBeDisabled()
  await ui.textbox(panel, 'Label').fill('Tidewater people')
  await ui.choose(panel, page, 'State', 'Disabled')
  await page.keyboard.press('ControlOrMeta+z')
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await ui.openReview(page)
  await ui.publish(page)
  await published(page)
  expect(client(emulator, 'tidewater-energy-scim')).toMatchObject({
    label: 'Tidewater people',
    state: 'disabled',
    authorization_header_secret: secret,
  })

  await ui.button(panel, 'Delete SCIM client').click()
  await expect(panel).toContainText('the identity provider then adds and removes nobody')
  await ui.openReview(page)
  await ui.publish(page)
  await published(page)
  expect(stored(emulator).scim_clients).toEqual(before)
})

for (const view of [...wideViews, ...narrowViews]) {
  test(`a SCIM client in the draft at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await workbench.open(staging.name)
    const { page } = running
    const picture = await photographer(running, view)
    await ui.chooseOrganization(page, 'Tidewater Energy')
    await makeClient(page)
    await ui.atRest(page)
    await picture('scim-client-new')
    await ui.openReview(page)
    await ui.atRest(page)
    await picture('scim-client-review')
  })
}
