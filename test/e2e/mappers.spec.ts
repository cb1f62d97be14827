import type { Page } from '@playwright/test'
import { openMapperEditor } from '../support/window/mapper-editor'
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

const mappers = (page: Page) =>
  page.getByRole('listbox', { name: 'Mappers of all projects', exact: true })
const mapperWith = (page: Page, words: RegExp) => mappers(page).getByRole('option', { name: words })
const filter = (page: Page) => page.getByRole('searchbox', { name: 'Filter mappers' })
const wrong = /“groups” is a custom claim/

async function openMappers(page: Page) {
  await ui.view(page, 'Mappers').click()
  await expect(ui.region(page, 'Mappers')).toBeVisible()
  await expect(mappers(page)).toBeVisible()
}

async function openWithMistake(workbench: Workbench) {
  giveMapper(workbench, 'pilot-keycloak', readsGroups)
  const running = await workbench.openShared(demo.staging.name)
  await openMappers(running.page)
  return running
}

/** Steps through the draft of staging, and comes back. */
async function inStaging(page: Page, name: 'Undo' | 'Redo') {
  await ui.openProject(page, demo.staging.name)
  await ui.button(ui.banner(page), name).click()
  // The filter may leave no mapper.
  await ui.view(page, 'Mappers').click()
  await expect(ui.region(page, 'Mappers')).toBeVisible()
}

test('a mistake in one of all mappers is found, explained, fixed in one step and published', async ({
  workbench,
}) => {
  const { page } = await openWithMistake(workbench)
  await filter(page).fill('groups custom-claim pilot')
  const found = mapperWith(page, wrong)
  await expect(found).toHaveCount(1)
  await found.click()
  const detail = ui.region(page, 'Mapper')
  await expect(detail).toContainText('only in raw_claims')
  await expect(detail).toContainText('groups: claims.groups')
  await ui.button(detail, /^Fix: /).click()
  await expect(found).toHaveCount(0)
  await expect(ui.statusLine(page, 'custom-claim is fixed')).toBeVisible()

  await inStaging(page, 'Undo')
  await expect(found).toHaveCount(1)
  await inStaging(page, 'Redo')
  await expect(found).toHaveCount(0)
  await filter(page).fill('')
  const fixed = mapperWith(page, /in drafts only/)
  await expect(fixed).toHaveCount(1)
  await ui.openProject(page, demo.staging.name)
  await ui.publishDraft(page)
  expect(mapperOf(workbench, 'pilot-keycloak')).toContain('claims.raw_claims.groups')
})

test('a slip in a claim’s name is told as such at the top, corrected from its row, and reviewed from there @long', async ({
  workbench,
}) => {
  giveMapper(workbench, 'pilot-keycloak', readsGroups.replaceAll('email', 'emial'))
  const { page } = await workbench.openShared(demo.staging.name)
  await openMappers(page)
  const row = mapperWith(page, /Did you mean “email”\?/).first()
  await expect(row).toContainText('Error')
  const texts = await mappers(page).getByRole('option').allInnerTexts()
  const worst = texts.flatMap((text) => /(Error|Warning|Hint)/.exec(text)?.[1] ?? [])
  expect(worst.indexOf('Error')).toBe(0)
  await row.getByText('Fix', { exact: true }).click()
  await expect(mapperWith(page, /Did you mean “email”/)).toHaveCount(0)
  await expect(ui.statusLine(page, 'mistyped-claim is fixed')).toBeVisible()
  const put = ui.region(page, 'What was put into drafts')
  await expect(put).toContainText(demo.staging.name)
  await ui.button(put, 'Review').click()
  const review = ui.dialog(page, 'Review changes')
  await expect(review).toContainText('Pilot Keycloak')
  await ui.button(review, 'Publish').click()
  await expect(review).toBeHidden()
  expect(mapperOf(workbench, 'pilot-keycloak')).toContain("'email' in claims")
})

test('the list is used by keyboard, and opens the mapper editor at the place @long', async ({
  workbench,
}) => {
  giveMapper(workbench, 'pilot-keycloak', readsGroups)
  const { page } = await workbench.openShared(demo.staging.name)
  await page.keyboard.press('ControlOrMeta+4')
  await expect(mappers(page).getByRole('option').first()).toBeVisible()
  await page.keyboard.press('/')
  await expect(filter(page)).toBeFocused()
  await page.keyboard.type('groups custom-claim pilot')
  await expect(mappers(page).getByRole('option')).toHaveCount(1)
  await filter(page).press('ArrowDown')
  await page.keyboard.press('Enter')
  const finding = page.getByRole('group', { name: 'Finding', exact: true })
  await ui.button(finding, /^Edit at line/).press('Enter')
  const editor = ui.region(page, 'Mapper').getByRole('textbox')
  await expect(editor).toContainText('claims.groups')
  await expect(editor.locator('.cm-activeLine')).toContainText('claims.groups')
  await expect(ui.view(page, 'Mappers')).toHaveAttribute('aria-current', 'page')
  await ui.button(page, 'Back').press('Enter')
  await expect(ui.region(page, 'Mappers')).toBeVisible()
})

test('the mappers of one project are those of all, filtered; a connection’s editor says where else it is used', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  await ui.typeInPalette(page, 'mappers of this project')
  await page.keyboard.press('Enter')
  await expect(ui.region(page, 'Mappers')).toContainText(`of ${demo.staging.name}`)
  await expect(page.getByRole('combobox', { name: 'Project', exact: true })).toHaveValue(
    demo.staging.name,
  )
  await ui.openProject(page, demo.staging.name)
  await openMapperEditor(page, 'Meadowlark Okta preview')
  await expect(page.getByText(/Used by \d+ connections in \d projects/)).toBeVisible()
  await ui.button(page, 'Edit everywhere…').click()
  const dialog = ui.dialog(page, 'Edit everywhere')
  await expect(dialog).toContainText('The text is still the same.')
  await expect(dialog.getByRole('checkbox', { name: demo.production.name })).toBeChecked()
  await ui.button(dialog, 'Cancel').click()
  await ui.button(page, 'Back').click()
  await expect(ui.region(page, 'Connections')).toBeVisible()
})

test('publishing a mapper whose cases fail warns first', async ({ workbench }) => {
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
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  expect(mapperOf(workbench, 'google')).toContain('always@the.same')
})

for (const view of longRunViews) {
  test(`the place Mappers at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await openWithMistake(workbench)
    const { page } = running
    const picture = await photographer(running, view)
    await mapperWith(page, wrong).first().click()
    await expect(ui.region(page, 'Mapper')).toContainText('How to write it')
    await picture('mappers-finding')
  })
}
