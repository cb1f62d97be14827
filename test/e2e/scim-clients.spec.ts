import type { Page } from '@playwright/test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Emulator } from '../emulator'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, projectState, test } from '../support/window/workbench'

const { staging } = demo
const customer = 'Foxglove Pharma'
const secret = 'a-secret-that-no-answer-may-show-000001'
const host = (emulator: Emulator) =>
  `${emulator.apiAddress}/project-hosts/${String(projectState(emulator, staging.id).slug)}`

/** Gives the project SCIM clients: one of a customer, one of an organization that is gone. */
function plant(emulator: Emulator): void {
  emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === staging.id)
    if (!project) throw new Error('The demo has the project')
    const organization = project.organizations.find(({ label }) => label === customer)
    const client = (client_id: string, organization_id: unknown, more: object) => ({
      id: crypto.randomUUID(),
      client_id,
      label: `Directory ${client_id}`,
      organization_id: String(organization_id),
      mapper_url: 'base64://e2lkZW50aXR5Ont0cmFpdHM6e319fQ==',
      authorization_header_secret: secret,
      state: 'enabled',
      ...more,
    })
    project.scim_clients = [
      client('foxglove-people', organization?.['id'], {
        proxy_scim_server_url: 'https://id.foxglove.example/scim',
        x_future: { kept: [1] },
      }),
      client('left-behind', '00000000-0000-4000-8000-00000000dead', {
        state: 'disabled',
        mapper_url: '',
      }),
    ] as never
  })
}

const organizationRow = (page: Page) =>
  ui.region(page, 'Organizations').getByRole('option').filter({ hasText: customer })
const clients = (page: Page) =>
  ui.panel(page, 'Organization').getByRole('region', { name: 'SCIM clients' })
const clientPanel = (page: Page) => ui.panel(page, 'SCIM client')

test('an organization shows its SCIM clients, with the address of each to copy', async ({
  workbench,
}) => {
  plant(workbench.emulator)
  const running = await workbench.open(staging.name)
  const { page } = running
  await expect(organizationRow(page)).toContainText('SCIM')
  await ui.chooseOrganization(page, customer)
  const list = clients(page)
  await expect(list).toContainText('SCIM clients (1)')
  await expect(list).toContainText('foxglove-people')
  await expect(list).toContainText('Enabled')
  const url = `${host(workbench.emulator)}/scim/foxglove-people/v2`
  await expect(list).toContainText(url)
  await expect(list).toContainText('https://id.foxglove.example/scim')
  await ui.button(list, 'Copy SCIM server URL').click()
  await expect.poll(() => running.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(url)

  // Its own detail, by keyboard, and back to the organization.
  await list.getByRole('button', { name: /Directory foxglove-people/ }).press('Enter')
  const panel = clientPanel(page)
  await expect(ui.textbox(panel, 'Label')).toHaveValue('Directory foxglove-people')
  await expect(panel).toContainText('x_future')
  await expect(page.locator('body')).not.toContainText(secret)
  await ui.button(panel, `Open ${customer}`).click()
  await expect(clients(page)).toBeVisible()

  // One without any says so.
  await ui.chooseOrganization(page, 'Tidewater Energy')
  await expect(clients(page)).toContainText('SCIM clients (0)')

  // A restart shows the same client again.
  await ui.chooseOrganization(page, customer)
  await list.getByRole('button', { name: /Directory foxglove-people/ }).click()
  await expect(panel).toBeVisible()
  // What a window keeps is written a moment after the last change.
  const file = join(workbench.userData, 'windows.json')
  const isKept = () =>
    existsSync(file) && readFileSync(file, 'utf8').includes('"scimClient":"foxglove-people"')
  await expect.poll(isKept).toBe(true)
  await running.close()
  const again = await workbench.launch()
  await expect(ui.textbox(clientPanel(again.page), 'Client ID')).toHaveValue('foxglove-people')
})

for (const view of longRunViews) {
  test(`SCIM clients at ${view.width}x${view.height}, ${view.theme}`, async ({ workbench }) => {
    plant(workbench.emulator)
    const running = await workbench.openShared(staging.name)
    const { page } = running
    const picture = await photographer(running, view)
    await ui.chooseOrganization(page, customer)
    await clients(page).scrollIntoViewIfNeeded()
    await ui.atRest(page)
    await picture('scim-clients-organization')
    await clients(page)
      .getByRole('button', { name: /Directory foxglove-people/ })
      .click()
    await expect(clientPanel(page)).toBeVisible()
    await ui.atRest(page)
    await picture('scim-client')
  })
}
