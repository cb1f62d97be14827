import type { Page } from '@playwright/test'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, projectState, test } from '../support/window/workbench'

const own = 'https://quiet-noether-3v8c5t0z6p.projects.oryapis.com/saml/api/oauth/saml/acme-saml'
const additional = 'https://id.northwind.example/acs'
const assigned = `https://${demo.production.slug}.projects.oryapis.com/saml/api/oauth/saml/acme-saml`

const tags = (page: Page) =>
  ui.panel(page, 'Connection').locator('[data-field="additional_acs_urls"]')
const typeUrl = async (page: Page) => {
  const field = tags(page).getByRole('textbox')
  await field.fill(additional)
  await field.press('Enter')
}

test('a connection with its own ACS URL is handed off, gets another one, is reverted and promoted', async ({
  workbench,
}) => {
  const { emulator } = workbench
  emulator.edit((state) => {
    const project = (id: string) => state.projects.find((each) => each.id === id) as any
    const { providers } = project(demo.staging.id).services.identity.config.selfservice.methods.saml
      .config
    const tidewater = providers.find(({ label }: any) => label === 'Tidewater ADFS test')
    providers.push({ ...tidewater, id: 'acme-saml', label: 'Acme SAML', acs_url: own })
    project(demo.production.id).assigns_acs_urls = true
  })
  const samlOf = (projectId: string) =>
    methodsOf(emulator, projectId).saml.config.providers.find(({ id }: any) => id === 'acme-saml')
  const writes = () => emulator.requests().filter(({ method }) => method === 'PATCH')

  let running = await workbench.open(demo.staging.name)
  let { page } = running
  let panel = await ui.chooseConnection(page, 'Acme SAML')
  await expect(panel.getByRole('region', { name: 'ACS URL' })).toContainText(own)
  await ui.button(panel, 'Hand-over sheet').click()
  const sheet = ui.dialog(page, 'Hand-over sheet')
  await expect(sheet.getByText(own).first()).toBeAttached()
  await expect(sheet.getByText(/\/saml\/api\/oauth\/saml$/)).toHaveCount(0)
  await page.keyboard.press('Escape')

  await ui.button(panel, /^Advanced/).click()
  await typeUrl(page)
  await expect(tags(page)).toContainText(additional)
  await ui.button(ui.banner(page), 'Undo').click()
  await expect(tags(page)).not.toContainText(additional)
  await typeUrl(page)
  await expect(ui.button(page, ui.names.review)).toContainText('1')

  await running.close()
  running = await workbench.launch()
  page = running.page
  await ui.openProject(page, demo.staging.name)
  const review = await ui.openReview(page)
  const { operations } = await ui.shownPatch(review)
  expect(operations).toEqual([
    {
      op: 'add',
      path: expect.stringMatching(/\/saml\/config\/providers\/\d+\/additional_acs_urls$/),
      value: [additional],
    },
  ])
  await ui.publish(page)
  await expect(review).toBeHidden()
  expect(samlOf(demo.staging.id)).toMatchObject({ acs_url: own, additional_acs_urls: [additional] })
  expect(writes()).toHaveLength(1)

  await (await ui.openPublishes(page)).getByRole('option').first().click()
  await ui.button(page.getByRole('article'), 'Revert…').click()
  const reverting = page.getByRole('dialog', { name: /^Revert the publish/ })
  await ui.button(reverting, 'Create draft').click()
  await expect(reverting).toBeHidden()
  await ui.leaveHistory(page)
  await ui.publishDraft(page)
  expect(samlOf(demo.staging.id).additional_acs_urls).toBeUndefined()
  expect(samlOf(demo.staging.id).acs_url).toBe(own)

  await ui.openProject(page, demo.production.name)
  await ui.openProject(page, demo.staging.name)
  await ui.view(page, 'Compare').click()
  await page.getByRole('searchbox', { name: 'Filter the comparison' }).fill('Acme SAML')
  const list = page.getByRole('listbox', { name: 'Differences', exact: true })
  await list.getByRole('option', { name: 'Acme SAML' }).first().click()
  await list.focus()
  await page.keyboard.press('Space')
  await ui.button(page, /^Promote \d to Northwind Production…$/).click()
  await ui.button(ui.dialog(page, `Promote to ${demo.production.name}`), 'Add to the draft').click()
  await ui.button(ui.draftOf(page, demo.production.name), /^Open/).click()
  panel = await ui.chooseConnection(page, 'Acme SAML')
  await expect(panel.getByRole('region', { name: 'ACS URL' })).toContainText(
    'Ory assigns it when you publish.',
  )
  await ui.openReview(page)
  await ui.publish(page)
  await expect.poll(() => samlOf(demo.production.id)?.acs_url).toBe(assigned)
  await expect(page.getByText(assigned).first()).toBeVisible()
  expect(JSON.stringify(projectState(emulator, demo.production.id))).not.toContain(own)
  const published = await ui.openPublishes(page)
  await published.getByRole('option').first().click()
  await expect(page.getByRole('article').getByText(assigned).first()).toBeVisible()
})
