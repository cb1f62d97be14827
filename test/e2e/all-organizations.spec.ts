import type { Page } from '@playwright/test'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'
import type { RunningApp } from '../support/window/app'

const place = (page: Page) => ui.region(page, 'All organizations')
const box = (page: Page) =>
  page.getByRole('searchbox', { name: 'Filter, or look up addresses', exact: true })
const ways = (page: Page) => page.getByRole('listbox', { name: 'Ways to sign in', exact: true })
const way = (page: Page, name: RegExp) => ways(page).getByRole('option', { name })
const rows = (page: Page) =>
  page.getByRole('listbox', {
    name: 'Organizations, connections and SCIM clients of all projects',
    exact: true,
  })
const row = (page: Page, name: RegExp) => rows(page).getByRole('option', { name })
const bar = (page: Page) => ui.region(page, 'Selected rows')

async function openPlace(page: Page) {
  await ui.button(page, 'All organizations').click()
  await expect(place(page)).toBeVisible()
  // It stays as it was left in this window.
  await box(page).fill('')
}

/** Lines of the clipboard. */
const copiedLines = async ({ app }: RunningApp) =>
  (await app.evaluate(({ clipboard }) => clipboard.readText())).split('\n')

async function chooseView(page: Page, name: string | RegExp) {
  await ui.button(page, /^View/).click()
  await page.getByRole('menu', { name: 'Views', exact: true }).getByText(name).click()
}

test('an address is looked up in every project that was read, and its mapper tried', async ({
  workbench,
}) => {
  const { app, page } = await workbench.openShared(demo.production.name)
  await openPlace(page)
  await box(page).fill('ada@meadowlark.example')
  const line = way(page, new RegExp(demo.production.name))
  await expect(line).toContainText('Meadowlark')
  await expect(line).toContainText('One connection')
  await line.click()
  const detail = ui.region(page, 'Sign-in')
  await expect(detail).toContainText('get one button for single sign-on')
  // The stand-in is in no Console.
  await expect(ui.button(detail, /Console/)).toHaveCount(0)
  await app.evaluate(({ shell }) => {
    shell.openExternal = (address) => {
      ;((globalThis as any).openedAddresses ??= []).push(address)
      return Promise.resolve()
    }
  })
  await ui.button(detail, 'Registration page').click()
  await expect
    .poll(() => app.evaluate(() => (globalThis as any).openedAddresses))
    .toEqual([
      expect.stringMatching(/\/project-hosts\/[^/]+\/self-service\/registration\/browser$/),
    ])
  const opened = await app.evaluate(() => (globalThis as any).openedAddresses[0])
  expect(await (await fetch(opened)).text()).toContain('No sign-in here')
  await ui.button(detail, 'Try mapper of Meadowlark Okta').click()
  await expect(detail).toContainText('ada@meadowlark.example')
  await expect(detail).toContainText('With the sample')
  // Of an address that nobody takes it says who would need its domain, and leads there.
  await box(page).fill('ada@clinics.meadowlark.example')
  const miss = way(page, /^ada@clinics/)
  await expect(miss).toContainText('No organization has clinics.meadowlark.example')
  await miss.click()
  await expect(detail).toContainText('“Meadowlark Health” has meadowlark.example')
  await expect(detail).toContainText('it needs clinics.meadowlark.example too')
  await expect(ui.button(detail, 'Open Meadowlark Health')).toBeVisible()
  // A single domain is looked up beside the rows that have it.
  await box(page).fill('meadowlark.example')
  await expect(rows(page).getByRole('option').first()).toContainText('One connection')
  await expect(row(page, /^Meadowlark Okta (?!preview).*OIDC/)).toBeVisible()
  await rows(page).getByRole('option').first().click()
  await ui.button(detail, 'Open Meadowlark Okta').click()
  await expect(ui.textbox(ui.panel(page, 'Connection'), 'Label')).toHaveValue('Meadowlark Okta')
})

test('a pasted list becomes a table, which is copied, by keyboard @long', async ({ workbench }) => {
  const running = await workbench.openShared(demo.production.name)
  const { page } = running
  await ui.button(page, 'All organizations').press('Enter')
  await expect(box(page)).toBeVisible()
  await box(page).focus()
  await box(page).fill('')
  // As it comes from a sheet: with one address in each line.
  await running.app.evaluate(({ clipboard }) =>
    clipboard.writeText(
      'ada@meadowlark.example, wrong@sub.meadowlark.example\nnobody@elsewhere.example\n=x@y.example\n',
    ),
  )
  await page.keyboard.press('ControlOrMeta+v')
  // Ada signs in to two of the projects, which are all read by now.
  await expect(ways(page).getByRole('option')).toHaveCount(5)
  await expect(way(page, /^wrong@sub\.meadowlark\.example/)).toContainText('No organization')
  await expect(ways(page).getByRole('option').first()).toContainText('ada@meadowlark.example')
  await ui.button(page, 'Copy as table').press('Enter')
  await expect(ui.statusLine(page, '5 rows copied')).toBeVisible()
  const lines = await copiedLines(running)
  expect(lines).toHaveLength(6)
  const production = /^ada@meadowlark\.example\tNorthwind Production\tproduction\tOne/
  expect(lines.slice(1, 3)).toContainEqual(expect.stringMatching(production))
  expect(lines[5]).toMatch(/^'=x@y\.example\t/)
})

test('what is too much to look up stays in the box, and is said', async ({ workbench }) => {
  const { page } = await workbench.openShared(demo.production.name)
  await openPlace(page)
  const list = Array.from({ length: 3010 }, (_none, index) => `p${index}@meadowlark.example`)
  await box(page).fill(list.join(' '))
  await expect(place(page)).toContainText(
    'The first 3,000 addresses are looked up. 10 more are left out',
  )
  await expect(place(page)).toContainText('3,000 addresses')
  await expect(box(page)).toHaveValue(/p3009@meadowlark\.example$/)
  // No list renders all its rows.
  expect(await ways(page).getByRole('option').count()).toBeLessThan(100)
})

test('rows of all projects are filtered, sorted, selected, copied and opened', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.production.name)
  const { page } = running
  await openPlace(page)
  await expect(row(page, /^Meadowlark Health/)).toContainText(demo.production.name)
  // A project that was never read is read by itself.
  await expect(place(page)).not.toContainText('never read', { timeout: 60_000 })
  await box(page).fill('meadowlark')
  await expect(row(page, new RegExp(demo.staging.name)).first()).toBeVisible()
  await expect(row(page, new RegExp(demo.production.name)).first()).toBeVisible()

  await page.getByRole('combobox', { name: 'Environment', exact: true }).click()
  await page.getByRole('option', { name: 'Production', exact: true }).click()
  await expect(row(page, new RegExp(demo.staging.name))).toHaveCount(0)
  const organizations = page.getByRole('button', { name: /^Organizations \d/ })
  await organizations.click()
  await expect(rows(page).getByRole('option')).toHaveCount(1)
  await organizations.click()
  await box(page).fill('meadowlark okta nothing')
  await expect(place(page)).toContainText('matches the filter')
  await ui.button(place(page), 'Clear filter').click()

  const name = page.getByRole('columnheader', { name: 'Name', exact: true })
  await name.getByRole('button').click()
  await expect(name).toHaveAttribute('aria-sort', 'ascending')
  await name.getByRole('button').click()
  await name.getByRole('button').click()
  await expect(name).toHaveAttribute('aria-sort', 'none')

  // Several rows, with keys alone, as in the lists of a project.
  await box(page).fill('meadowlark')
  await expect(rows(page).getByRole('option')).toHaveCount(6)
  await rows(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(bar(page)).toContainText('selected')
  await ui.button(bar(page), 'Copy as table').click()
  await expect(ui.statusLine(page, '2 rows copied')).toBeVisible()
  const lines = await copiedLines(running)
  expect(lines[0]).toMatch(
    /^Name\tKind\tProject\tEnvironment\tDomains\tIssuer\tCertificate until\t/,
  )
  expect(lines).toHaveLength(3)
  await ui.button(bar(page), 'Clear selection').click()
  await expect(bar(page)).toHaveCount(0)

  await row(page, new RegExp(`Meadowlark Okta.*${demo.production.name}`))
    .first()
    .click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Copy link' }).click()
  await expect(ui.statusLine(page, 'Link copied')).toBeVisible()
  expect((await copiedLines(running))[0]).toMatch(
    /^sso-workbench:\/\/project\/.*connection\/oidc\//,
  )
  await row(page, new RegExp(`Meadowlark Okta.*${demo.production.name}`))
    .first()
    .dblclick()
  await expect(ui.textbox(ui.panel(page, 'Connection'), 'Label')).toHaveValue('Meadowlark Okta')
})

test('a draft counts in at once, and views bring filter, columns and order back', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.production.name)
  await ui.chooseOrganization(page, 'Meadowlark Health')
  await ui.textbox(ui.panel(page, 'Organization'), 'Label').fill('Meadowlark Clinics')
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  await openPlace(page)
  await expect(row(page, /^Meadowlark Clinics/)).toContainText('1 edit')

  await chooseView(page, 'PKCE off in production')
  const chip = page.getByRole('button', { name: /^PKCE off/ })
  await expect(chip).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('combobox', { name: 'Environment', exact: true })).toHaveValue(
    'Production',
  )
  // The demo has none: the columns of the view are seen once its filter is taken away.
  await expect(place(page)).toContainText('matches the filter')
  await chip.click()
  await expect(page.getByRole('columnheader', { name: 'PKCE', exact: true })).toBeVisible()
  await chooseView(page, /^Certificates until/)
  await expect(page.getByRole('columnheader', { name: 'Certificate until' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
  await chooseView(page, 'Everything')
  await box(page).fill('okta')
  await chooseView(page, 'Save as view…')
  const form = ui.dialog(page, 'Save as view')
  await ui.textbox(form, 'Name').fill('Of Okta')
  await ui.button(form, 'Save').click()
  await expect(ui.button(page, 'View: Of Okta')).toBeVisible()
  await box(page).fill('entra')
  await expect(ui.button(page, 'Views')).toBeVisible()
  await chooseView(page, 'Of Okta')
  await expect(box(page)).toHaveValue('okta')
  await chooseView(page, 'Rename…')
  const renaming = ui.dialog(page, 'Rename view')
  await ui.textbox(renaming, 'Name').fill('All of Okta')
  await ui.button(renaming, 'Save').click()
  await expect(ui.button(page, 'View: All of Okta')).toBeVisible()
  await chooseView(page, 'Delete…')
  await ui.button(ui.dialog(page, 'Delete view?'), 'Delete view').click()
  await expect(ui.statusLine(page, 'View “All of Okta” deleted')).toBeVisible()
  await expect(ui.button(page, 'Views')).toBeVisible()
})

for (const view of longRunViews) {
  test(`all organizations at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await workbench.openShared(demo.production.name)
    const { page } = running
    const picture = await photographer(running, view)
    await openPlace(page)
    await expect(row(page, /^Meadowlark Health/)).toBeVisible()
    await expect(place(page)).not.toContainText('never read', { timeout: 60_000 })
    await row(page, /^Meadowlark Health/)
      .first()
      .click()
    await page.keyboard.press('Shift+ArrowDown')
    await picture('all-organizations')
    await ui.button(bar(page), 'Clear selection').click()
    await box(page).fill('okta')
    await ui.button(page, /^View/).click()
    await picture('all-organizations-views')
    await page.keyboard.press('Escape')
    await chooseView(page, 'Save as view…')
    await picture('all-organizations-view')
    const form = ui.dialog(page, 'Save as view')
    await ui.textbox(form, 'Name').fill('Of Okta')
    await ui.button(form, 'Save').click()
    await chooseView(page, 'Delete…')
    await picture('all-organizations-delete')
    await ui.button(ui.dialog(page, 'Delete view?'), 'Delete view').click()
    await box(page).fill('ada@meadowlark.example bob@nowhere.example quarryandsons.example')
    await way(page, /^ada@/).first().click()
    await ui.button(ui.region(page, 'Sign-in'), 'Try mapper of Meadowlark Okta').click()
    await expect(ui.region(page, 'Sign-in')).toContainText('With the sample')
    await picture('all-organizations-addresses')
  })
}
