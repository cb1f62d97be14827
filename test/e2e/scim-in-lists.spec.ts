import type { Page } from '@playwright/test'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const { production } = demo
const place = (page: Page) => ui.region(page, 'All organizations')
const row = (page: Page, name: RegExp) => ui.allRows(page).getByRole('option', { name })
const chip = (page: Page, name: string) =>
  place(page).getByRole('button', { name: new RegExp(`^${name} \\d`) })
/** The row of a SCIM client of the project: connections may have its name. */
const clientRow = (page: Page, label: string) =>
  row(page, new RegExp(`${label}.*${production.name}`))
    .filter({ hasText: 'SCIM' })
    .first()
const panelOf = (page: Page) => ui.panel(page, 'SCIM client')
const impactOf = (page: Page) =>
  ui.dialog(page, 'Review changes').getByRole('region', { name: 'Impact', exact: true })

/** The SCIM clients of all projects, as rows. */
async function showClients(page: Page): Promise<void> {
  await ui.button(page, 'All organizations').click()
  await chip(page, 'SCIM').click()
  await expect(row(page, /Foxglove Okta/).first()).toBeVisible()
}

/** Disables a SCIM client and gives another one a new secret token. */
async function edit(page: Page): Promise<void> {
  await clientRow(page, 'Harbor Lights \\(Entra ID\\)').dblclick()
  await ui.choose(panelOf(page), page, 'State', 'Disabled')
  await ui.button(page, 'All organizations').click()
  await clientRow(page, 'Brightloom OneLogin').dblclick()
  await ui.button(panelOf(page), 'Generate').click()
  await ui.button(panelOf(page), 'Copy the generated secret, once').click()
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
}

test('SCIM clients are rows of all projects: filtered by kind and state, opened, and what they stop is said before it goes', async ({
  workbench,
}) => {
  const running = await workbench.openShared(production.name)
  const { page } = running
  await showClients(page)
  await expect(row(page, /Okta/).first()).toContainText('SCIM')
  await chip(page, 'Disabled').click()
  await expect(row(page, /Harbor Lights/)).toHaveCount(0)
  await expect(row(page, /Foxglove Okta/).first()).toBeVisible()
  await chip(page, 'Disabled').click()
  await expect(row(page, /Harbor Lights/).first()).toBeVisible()
  await edit(page)

  await ui.openReview(page)
  await expect(impactOf(page)).toContainText(
    'stops while the SCIM client is disabled: new people are not added, and people who leave are not deactivated.',
  )
  await expect(impactOf(page)).toContainText(
    'by Brightloom OneLogin stops until the identity provider has the new secret token.',
  )
  await ui.button(ui.dialog(page, 'Review changes'), 'Publish').click()
  const question = ui.question(page)
  await expect(question).toContainText('1 SCIM client no longer provisions people')
  await expect(question).toContainText('the secret token of Brightloom OneLogin is a new one')
  // Nobody who signs in today is kept out: it is pressed, and nothing is typed.
  await expect(question.getByRole('textbox')).toHaveCount(0)
  await ui.confirmPublish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()

  const publishes = await ui.openPublishes(page)
  await publishes.getByRole('option').first().click()
  await expect(page.getByRole('main')).toContainText('stops while the SCIM client is disabled')
})

for (const view of longRunViews) {
  test(`rows of SCIM clients and what they stop at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await workbench.openShared(production.name)
    const { page } = running
    const picture = await photographer(running, view)
    await showClients(page)
    await ui.atRest(page)
    await picture('scim-rows')
    await edit(page)
    await ui.showList(page, 'Connections')
    await ui.button(ui.region(page, 'Connections'), 'Columns and sorting').click()
    await page.getByRole('menuitemcheckbox', { name: 'Show SCIM clients too' }).click()
    await picture('scim-in-columns')
    await page.keyboard.press('Escape')
    await ui.region(page, 'Connections').getByRole('searchbox').fill('scim')
    await expect(
      ui.region(page, 'Connections').getByRole('option', { name: /Brightloom OneLogin/ }),
    ).toBeVisible()
    await ui.atRest(page)
    await picture('scim-beside-connections')
    await ui.openReview(page)
    await ui.atRest(page)
    await picture('scim-impact')
  })
}
