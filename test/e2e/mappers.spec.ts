import type { Page } from '@playwright/test'
import { giveMapper, mapperOf } from '../support/window/other-writer'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test, type Workbench } from '../support/window/workbench'

const readsGroups = `local claims = std.extVar('claims');

{
  identity: {
    traits: {
      [if 'email' in claims then 'email' else null]: claims.email,
    },
    metadata_public: {
      groups: claims.groups,
    },
  },
}
`

const findings = (page: Page) => page.getByRole('listbox', { name: 'Findings', exact: true })

async function openMappers(page: Page) {
  await ui.button(page, 'Mappers').click()
  await expect(ui.region(page, 'Mappers')).toBeVisible()
  await expect(findings(page)).toBeVisible({ timeout: 20_000 })
}

async function openWithMistake(workbench: Workbench) {
  giveMapper(workbench, 'pilot-keycloak', readsGroups)
  const running = await workbench.openShared(demo.staging.name)
  await openMappers(running.page)
  return running
}

test('a mistake in one of all mappers is found, explained, fixed in one step and published', async ({
  workbench,
}) => {
  test.setTimeout(120_000)
  const { page } = await openWithMistake(workbench)
  const region = ui.region(page, 'Mappers')
  await region.getByRole('searchbox', { name: 'Filter findings' }).fill('groups')
  const found = findings(page).getByRole('option', { name: /“groups” is a custom claim/ })
  await expect(found).toHaveCount(1)
  await found.click()
  const detail = ui.region(page, 'Finding')
  await expect(detail).toContainText('only in raw_claims')
  await expect(detail).toContainText('groups: claims.groups')
  await ui.button(detail, /^Fix: /).click()
  await expect(found).toHaveCount(0)
  await expect(ui.button(page, ui.names.review)).toContainText('1')

  await ui.button(page, 'Undo').click()
  await expect(found).toHaveCount(1)
  await ui.button(page, 'Redo').click()
  await expect(found).toHaveCount(0)
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  await ui.publishDraft(page)
  expect(mapperOf(workbench, 'pilot-keycloak')).toContain('claims.raw_claims.groups')
})

test('a slip in a claim’s name is told as such at the top, and mended from its row in one step @long', async ({
  workbench,
}) => {
  giveMapper(workbench, 'pilot-keycloak', readsGroups.replaceAll('email', 'emial'))
  const { page } = await workbench.openShared(demo.staging.name)
  await openMappers(page)
  const row = findings(page)
    .getByRole('option', { name: /Did you mean “email”\?/ })
    .first()
  await expect(row).toContainText('Error')
  await expect(
    findings(page)
      .getByRole('option', { name: /^Error / })
      .first(),
  ).toBeVisible()
  const severities = (await findings(page).getByRole('option').allInnerTexts()).flatMap(
    (text) => /^(Error|Warning|Hint)/.exec(text.trim())?.[1] ?? [],
  )
  expect(severities.indexOf('Error')).toBe(0)
  await row.getByText('Fix', { exact: true }).click()
  await expect(findings(page).getByRole('option', { name: /Did you mean “email”/ })).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: 'Fixed mistyped-claim' })).toBeVisible()
  await ui.button(page, 'Undo').click()
  await expect(row).toBeVisible()
  await ui.button(page, 'Redo').click()
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  await ui.publishDraft(page)
  expect(mapperOf(workbench, 'pilot-keycloak')).toContain("'email' in claims")
})

test('the table is used by keyboard, and opens the mapper editor at the place @long', async ({
  workbench,
}) => {
  const { page } = await openWithMistake(workbench)
  await page.keyboard.press('/')
  const filter = page.getByRole('searchbox', { name: 'Filter findings' })
  await expect(filter).toBeFocused()
  await page.keyboard.type('groups')
  // The first row is the mapper, the second what was found in it.
  await filter.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const detail = ui.region(page, 'Finding')
  await ui.button(detail, 'Edit mapper').press('Enter')
  const editor = ui.region(page, 'Mapper').getByRole('textbox')
  await expect(editor).toContainText('claims.groups')
  await expect(editor.locator('.cm-activeLine')).toContainText('claims.groups')
  await ui.button(page, 'Back').press('Enter')
  await expect(ui.region(page, 'Mappers')).toBeVisible()
})

test('publishing a mapper whose cases fail warns first', async ({ workbench }) => {
  test.setTimeout(120_000)
  const { page } = await workbench.openShared(demo.staging.name)
  const connection = await ui.chooseConnection(page, 'Google')
  await ui.button(connection, 'Edit mapper').click()
  const result = ui.region(page, 'Result')
  await expect(result).toContainText('Traits')
  await ui.button(page, 'Save case').click()
  const save = ui.dialog(page, 'Save case')
  await ui.textbox(save, 'Name').fill('As it is today')
  await ui.button(save, 'Save').click()
  await expect(save).toBeHidden()
  await expect(ui.region(page, 'Cases')).toContainText('1 of 1 pass')

  const editor = ui.region(page, 'Mapper').getByRole('textbox')
  await editor.click()
  await expect(editor).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText("{ identity: { traits: { email: 'always@the.same' } } }")
  await expect(editor).toContainText('always@the.same')
  const one = ui.button(page, 'This connection only')
  await one.or(ui.region(page, 'Cases').getByText('0 of 1 pass')).first().waitFor()
  if (await one.isVisible()) await one.click()
  await expect(ui.region(page, 'Cases')).toContainText('0 of 1 pass')
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()

  const review = await ui.openReview(page)
  await expect(review).toContainText('1 of 1 case fails')
  await ui.button(review, 'Publish').click()
  const warning = ui.dialog(page, 'Cases fail')
  await expect(warning).toContainText('As it is today')
  await ui.button(warning, 'Cancel').click()
  expect(mapperOf(workbench, 'google')).not.toContain('always@the.same')
  await ui.button(review, 'Publish').click()
  await ui.button(warning, 'Publish anyway').click()
  await expect(ui.statusLine(page, 'Published')).toBeVisible({ timeout: 20_000 })
  expect(mapperOf(workbench, 'google')).toContain('always@the.same')
})

for (const view of longRunViews) {
  test(`the view Mappers at ${view.width}x${view.height}, ${view.theme}`, async ({ workbench }) => {
    const running = await openWithMistake(workbench)
    const { page } = running
    const picture = await photographer(running, view)
    await picture('mappers')
    await findings(page)
      .getByRole('option', { name: /“groups” is a custom claim/ })
      .click()
    await expect(ui.region(page, 'Finding')).toContainText('How to write it')
    await picture('mappers-finding')
  })
}
