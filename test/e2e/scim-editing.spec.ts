import type { Page } from '@playwright/test'
import type { Emulator } from '../emulator'
import { filesHolding } from '../support/texts/files'
import { editorOf, putMapper, resultOf } from '../support/window/mapper-editor'
import { longRunViews, photographer } from '../support/window/photographer'
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
const published = (page: Page) => expect(ui.statusLine(page, 'Published')).toBeVisible()

const mapper = `local scim = std.extVar('scim');
{ identity: { traits: { email: scim.userName, name: { first: 'larkspur' } } } }`

async function makeClient(page: Page): Promise<void> {
  await ui.button(clients(page), 'New SCIM client').click()
  const panel = panelOf(page)
  await expect(ui.textbox(panel, 'Client ID')).toHaveValue('tidewater-energy-scim')
  await ui.button(panel, 'Generate').click()
  await ui.button(panel, 'Copy the generated secret, once').click()
}

test('a SCIM client is made with a secret that is copied once, edited, switched off and deleted', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const running = await workbench.openShared(staging.name)
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

/** What the emulator's SCIM server says to a request of the identity provider. */
const statusOf = (address: string, secret: string) =>
  fetch(address, { headers: { authorization: `Bearer ${secret}` } }).then(({ status }) => status)

test('a new organization, its SCIM client and its mapper go in one publish, and the identity provider gets in', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const first = await workbench.open(staging.name)
  await ui.createOrganization(first.page, 'Larkspur Labs', ['larkspur.example'])
  await ui.chooseOrganization(first.page, 'Larkspur Labs')
  await ui.button(clients(first.page), 'New SCIM client').click()
  await ui.button(panelOf(first.page), 'Generate').click()
  await ui.button(panelOf(first.page), 'Copy the generated secret, once').click()
  const secret = await first.app.evaluate(({ clipboard }) => clipboard.readText())
  await ui.button(panelOf(first.page), 'Edit mapper').click()
  await expect(editorOf(first.page)).toContainText("std.extVar('scim')")
  await putMapper(first.page, mapper)
  await expect(resultOf(first.page)).toContainText('larkspur')
  await expect(ui.statusLine(first.page, 'Draft saved')).toBeVisible()
  await first.close()

  // Each step is there after a restart: the mapper, the secret that waits, the client, the organization.
  const { page } = await workbench.launch()
  await expect(editorOf(page)).toContainText('larkspur')
  await page.keyboard.press('ControlOrMeta+z')
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await expect(editorOf(page)).toContainText('larkspur')
  // Somebody else moves every client by one meanwhile.
  emulator.edit((state: any) => {
    const project = state.projects.find(({ id }: any) => id === staging.id)
    const [other] = project.scim_clients
    project.scim_clients.unshift({ ...other, client_id: 'moved-in-front' })
  })
  await ui.openReview(page)
  await ui.publish(page)
  await published(page)
  const made = client(emulator, 'larkspur-labs-scim')
  expect(made).toMatchObject({ state: 'enabled', authorization_header_secret: secret })
  const organization = stored(emulator).organizations.find(({ label }: any) =>
    String(label).startsWith('Larkspur'),
  )
  expect(made.organization_id).toBe(organization.id)
  const { slug } = stored(emulator)
  const server = `${emulator.apiAddress}/project-hosts/${slug}/scim/larkspur-labs-scim/v2`
  expect(await statusOf(`${server}/ServiceProviderConfig`, secret)).toBe(200)
  expect(await statusOf(`${server}/Users`, 'another')).toBe(401)
  expect(filesHolding(workbench.userData, secret)).toEqual([])
})

for (const view of longRunViews) {
  test(`a SCIM client in the draft at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await workbench.openShared(staging.name)
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
