import type { Locator, Page } from '@playwright/test'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test } from '../support/window/workbench'

const connections = (page: Page) => ui.region(page, 'Connections')
const rows = (region: Locator) => region.getByRole('option')
const filter = (page: Page, name: string) => page.getByRole('searchbox', { name: `Filter ${name}` })

test('a row is found by whatever a ticket contains, and says by what', async ({ workbench }) => {
  const { page } = await workbench.openShared(demo.production.name)
  const { providers } = methodsOf(workbench.emulator, demo.production.id).oidc.config
  const okta = providers.find(({ id }: any) => id === 'meadowlark-okta')
  const found = rows(connections(page))
  const type = (words: string) => filter(page, 'connections').fill(words)
  await type('okta meadowlark')
  await expect(found).toHaveCount(1)
  await expect(found.first()).toContainText('Meadowlark Okta')
  for (const [words, field] of [
    [okta.client_id, 'Client ID'],
    [okta.organization_id, 'Organization ID'],
    ['<ada.ames@meadowlark.example>', 'Domain meadowlark.example'],
    [
      `https://${demo.production.slug}.projects.oryapis.com/self-service/methods/oidc/organization/${okta.organization_id}/callback/${okta.id}`,
      'Redirect URL',
    ],
    [okta.issuer_url, 'Issuer URL'],
  ] as const) {
    await type(words)
    await expect(found.filter({ hasText: 'Meadowlark Okta' }), field).toContainText(field)
  }
  // A kind by its name, whatever the ids are.
  await type('saml')
  await expect(found.filter({ hasText: 'Tidewater ADFS' })).toBeVisible()
  await expect(found.filter({ hasText: 'Meadowlark Okta' })).toHaveCount(0)
  await type('no such words')
  await expect(connections(page)).toContainText('No connection matches the filter.')
  await ui.button(connections(page), 'Clear filter').press('Enter')

  await filter(page, 'organizations').fill('ada@meadowlark.example')
  const organizations = rows(ui.region(page, 'Organizations'))
  await expect(organizations).toHaveCount(1)
  await expect(organizations.first()).toContainText('Domain meadowlark.example')
})

test('the filter is reached by one key, and left by Escape in the order in which it narrows', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.production.name)
  await ui.chooseOrganization(page, 'Saltmarsh Insurance')
  await expect(rows(connections(page))).toHaveCount(2)
  await rows(connections(page)).first().click()
  await page.keyboard.press('ControlOrMeta+f')
  await expect(filter(page, 'connections')).toBeFocused()
  await page.keyboard.type('ping')
  await expect(rows(connections(page))).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(rows(connections(page))).toHaveCount(2)
  await page.keyboard.press('Escape')
  await expect(ui.button(page, /show all connections$/)).toHaveCount(0)
  await expect(filter(page, 'connections')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox', { name: 'Connections' })).toBeFocused()
})

for (const view of longRunViews) {
  test(`lists that are filtered at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await workbench.openShared(demo.production.name)
    const { page } = running
    const picture = await photographer(running, view)
    await filter(page, 'organizations').fill('example')
    await filter(page, 'connections').fill('client')
    await picture('filtered')
    await filter(page, 'connections').fill('oidc meadow')
    await picture('filtered-words')
  })
}
