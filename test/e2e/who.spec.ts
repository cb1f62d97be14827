import type { Page } from '@playwright/test'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const ways = (page: Page) => page.getByRole('listbox', { name: 'Ways to sign in', exact: true })
const way = (page: Page, name: RegExp) => ways(page).getByRole('option', { name })
const addresses = (page: Page) => ui.textbox(page, 'E-mail addresses or domains')

async function openWho(page: Page) {
  await ui.button(page, 'Who signs in where').click()
  await expect(ui.region(page, 'Who signs in where')).toBeVisible()
}

test('an address is looked up in every project that was read, and its mapper tried', async ({
  workbench,
}) => {
  test.setTimeout(120_000)
  const { page } = await workbench.openShared(demo.production.name)
  await openWho(page)
  await addresses(page).fill('ada@meadowlark.example')
  const row = way(page, new RegExp(demo.production.name))
  await expect(row).toContainText('Meadowlark')
  await expect(row).toContainText('One connection')
  await expect(ui.region(page, 'Who signs in where')).toContainText('not read yet')
  await row.click()
  const detail = ui.region(page, 'Sign-in')
  await expect(detail).toContainText('get one button for single sign-on')
  await ui.button(detail, 'Try mapper of Meadowlark Okta').click()
  await expect(detail).toContainText('ada@meadowlark.example')
  await expect(detail).toContainText('With the sample')
  // Of an address that nobody takes it says who would need its domain, and leads there.
  await addresses(page).fill('ada@clinics.meadowlark.example')
  await way(page, /^ada@clinics/).click()
  await expect(detail).toContainText('“Meadowlark Health” has meadowlark.example')
  await expect(detail).toContainText('it needs clinics.meadowlark.example too')
  await expect(ui.button(detail, 'Open Meadowlark Health')).toBeVisible()
  await addresses(page).fill('ada@meadowlark.example')
  await way(page, /^ada@meadowlark/).click()
  await ui.button(detail, 'Open Meadowlark Okta').click()
  await expect(ui.textbox(ui.panel(page, 'Connection'), 'Label')).toHaveValue('Meadowlark Okta')
})

test('a pasted list becomes a table, which is copied, by keyboard @long', async ({ workbench }) => {
  test.setTimeout(120_000)
  const running = await workbench.openShared(demo.production.name)
  const { page } = running
  await page.keyboard.press('ControlOrMeta+5')
  await expect(addresses(page)).toBeVisible()
  await addresses(page).focus()
  await addresses(page).fill(
    'ada@meadowlark.example, wrong@sub.meadowlark.example\nnobody@elsewhere.example; =x@y.example',
  )
  await expect(ways(page).getByRole('option')).toHaveCount(4)
  await expect(way(page, /^wrong@sub\.meadowlark\.example/)).toContainText('No organization')
  await ui.button(page, 'Copy as table').press('Enter')
  await expect(ui.statusLine(page, '4 rows copied')).toBeVisible()
  const copied = await running.app.evaluate(({ clipboard }) => clipboard.readText())
  const lines = copied.split('\n')
  expect(lines).toHaveLength(5)
  expect(lines[1]).toMatch(/^ada@meadowlark\.example\tNorthwind Production\tproduction\tOne/)
  expect(lines[4]).toMatch(/^'=x@y\.example\t/)
})

for (const view of longRunViews) {
  test(`who signs in where at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    test.setTimeout(120_000)
    const running = await workbench.openShared(demo.production.name)
    const { page } = running
    const picture = await photographer(running, view)
    await openWho(page)
    await picture('who-empty')
    await addresses(page).fill('ada@meadowlark.example\nbob@nowhere.example\nquarryandsons.example')
    await way(page, /^ada@/).click()
    await ui.button(ui.region(page, 'Sign-in'), 'Try mapper of Meadowlark Okta').click()
    await expect(ui.region(page, 'Sign-in')).toContainText('With the sample')
    await picture('who')
  })
}
