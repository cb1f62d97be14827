import type { Locator, Page } from '@playwright/test'
import { readFileSync, writeFileSync } from 'node:fs'
import { emailAndGroups } from '../../src/emulator/demo/mappers'
import { openWindow } from '../support/window/app'
import { openMapperEditor, saveCase, tryClaims } from '../support/window/mapper-editor'
import { giveMapper } from '../support/window/other-writer'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test, type Workbench } from '../support/window/workbench'

/** The demo's mapper for groups, as somebody copied and changed it for one connection. */
const copied = emailAndGroups.replace(
  "'groups' in raw then raw.groups",
  "'roles' in raw then raw.roles",
)
const edited = emailAndGroups.replace('metadata_admin', 'metadata_public')

const mappers = (page: Page) =>
  page.getByRole('listbox', { name: 'Mappers of all projects', exact: true })
const mapper = (page: Page, name: RegExp) => mappers(page).getByRole('option', { name })
const filter = (page: Page) =>
  page.getByRole('searchbox', { name: 'Filter mappers of all projects' })
const editorIn = (dialog: Locator) => dialog.getByRole('textbox').first()

async function openLibrary(page: Page): Promise<void> {
  await ui.button(page, 'Mapper library').click()
  await expect(ui.region(page, 'Mapper library')).toBeVisible()
  await expect(mappers(page)).toBeVisible({ timeout: 20_000 })
}

/** Both projects read on this computer, the staging project shown, and a near duplicate planted in it. */
async function openBoth(workbench: Workbench) {
  giveMapper(workbench, 'pilot-keycloak', copied)
  const running = await workbench.open(demo.production.name)
  const { page } = running
  await expect(ui.region(page, 'Connections').getByRole('option').first()).toBeVisible()
  // The third project stays unread, which has these mappers too.
  await ui.view(page, 'Settings').click()
  await page.getByRole('switch', { name: 'Read projects automatically' }).uncheck()
  await ui.openProject(page, demo.staging.name)
  await expect(ui.region(page, 'Connections').getByRole('option').first()).toBeVisible()
  return running
}

async function readTexts(page: Page): Promise<void> {
  await ui.button(page, /^Read \d+ missing texts?$/).click()
  await expect(ui.statusLine(page, /texts? (was|were) read/)).toBeVisible({ timeout: 20_000 })
}

async function typeText(page: Page, dialog: Locator, text: string): Promise<void> {
  await editorIn(dialog).click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(text)
}

async function chooseGroups(page: Page): Promise<Locator> {
  await filter(page).fill('raw.groups metadata_admin')
  await expect(mappers(page).getByRole('option')).toHaveCount(1)
  await mappers(page).getByRole('option').click()
  return ui.region(page, 'Mapper')
}

test('a mapper is found, named, compared with its near duplicate, and edited once for every project @long', async ({
  workbench,
}) => {
  test.setTimeout(180_000)
  const running = await openBoth(workbench)
  const { page } = running
  await openMapperEditor(page, 'Meadowlark Okta preview')
  await tryClaims(page, 'groups')
  await saveCase(page, 'Groups of a directory')
  await openLibrary(page)
  await readTexts(page)
  const second = await openWindow(running)
  await ui.openProject(second, demo.production.name)

  const panel = await chooseGroups(page)
  await expect(panel).toContainText('in 2 projects')
  await expect(panel).toContainText('1 case passes')
  await ui.textbox(panel, 'Name').fill('Groups from Okta')
  await ui.textbox(panel, 'Notes').fill('Agreed with the customers in March')
  await expect(ui.statusLine(page, 'Kept on this computer')).toBeVisible()
  await expect(mapper(page, /^Groups from Okta/)).toBeVisible()

  await ui
    .button(panel, /^Compare with/)
    .first()
    .click()
  const comparison = ui.dialog(page, 'Compare mappers')
  const sides = comparison.getByRole('group', { name: 'Both mappers side by side' })
  await expect(sides).toContainText('raw.groups')
  await expect(sides).toContainText('raw.roles')
  await ui.button(comparison, 'Close').click()

  await ui.button(panel, 'Edit everywhere…').click()
  const dialog = ui.dialog(page, 'Edit everywhere')
  await expect(dialog).toContainText('in 2 projects, 1 in production')
  await expect(ui.button(dialog, 'Put into 2 drafts')).toBeDisabled()
  await typeText(page, dialog, edited)
  await expect(dialog).toContainText('1 of 1 with the text of before, 0 with the edited one')
  const foxglove = dialog.getByRole('checkbox', { name: 'Foxglove Okta preview' })
  await foxglove.uncheck()
  await ui.button(dialog, 'Put into 2 drafts').click()
  await expect(dialog).toBeHidden()
  const draft = ui.draftOf(page, demo.staging.name)
  await expect(draft).toContainText('changed in the draft, as one step to undo')
  await ui.button(draft, /^Review/).click()
  const review = ui.dialog(page, 'Review changes')
  await expect(review).toContainText('Meadowlark Okta preview')
  await expect(review).not.toContainText('Foxglove')
  await expect(review).toContainText('metadata_public')
  await page.keyboard.press('Escape')
  await expect(draft).toContainText('1 change, 1 request')

  // The other window, which shows the other project, has its draft as well; one step takes it back.
  const production = await ui.openReview(second)
  await expect(production).toContainText('metadata_public')
  await second.keyboard.press('Escape')
  await ui.button(ui.banner(second), 'Undo').click()
  await expect(ui.button(second, 'Review changes')).toBeVisible()
  await expect(ui.statusLine(second, 'Draft saved')).toBeVisible()
  const closed = second.waitForEvent('close')
  await (await running.app.browserWindow(second)).evaluate((window) => window.close())
  await closed

  // The name went on to the new text, which only the draft of staging has now.
  await openLibrary(page)
  await filter(page).fill('Groups from Okta')
  await expect(mappers(page).getByRole('option')).toHaveCount(2)
  await expect(mapper(page, /in drafts only/)).toHaveCount(1)
  await running.close()

  // A newer version of the app wrote the draft of production.
  const file = workbench.fileOf('drafts', demo.production.id)
  writeFileSync(file, JSON.stringify({ version: 99, data: {} }))
  const again = await workbench.launch()
  await openLibrary(again.page)
  const kept = await chooseGroups(again.page)
  await expect(ui.textbox(kept, 'Name')).toHaveValue('Groups from Okta')
  await expect(ui.textbox(kept, 'Notes')).toHaveValue('Agreed with the customers in March')
  await ui.button(kept, 'Edit everywhere…').click()
  const last = ui.dialog(again.page, 'Edit everywhere')
  // The draft of staging has the other text there by now, which stays unless it is chosen.
  await expect(last.getByRole('checkbox', { name: /^Meadowlark Okta preview/ })).not.toBeChecked()
  await typeText(again.page, last, copied)
  await ui.button(last, 'Put into 2 drafts').click()
  const told = ui.region(again.page, 'What was put into drafts')
  await expect(told).toContainText(`The change is in the draft of ${demo.staging.name}.`)
  await expect(told).toContainText(demo.production.name)
  await expect(told).toContainText('newer version')
  await expect(ui.draftOf(again.page, demo.staging.name).getByRole('checkbox')).toBeChecked()
  expect(readFileSync(file, 'utf8')).toContain('"version":99')
})

for (const view of longRunViews) {
  test(`the mapper library at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    test.setTimeout(120_000)
    // The shared app knows what was checked, and the picture shows none of it.
    const running = await openBoth(workbench)
    const { page } = running
    const picture = await photographer(running, view)
    await openLibrary(page)
    await picture('mapper-library-unread')
    await readTexts(page)
    // The list says first that the texts were read, and then what they are.
    await expect(mappers(page).getByRole('option').first()).not.toContainText('Text not read yet')
    await expect(mappers(page).getByText('Not checked yet')).toHaveCount(0)
    await picture('mapper-library')
    const panel = await chooseGroups(page)
    await ui.textbox(panel, 'Name').fill('Groups from Okta')
    await expect(mapper(page, /^Groups from Okta/)).toBeVisible()
    await picture('mapper-library-mapper')
    await ui
      .button(panel, /^Compare with/)
      .first()
      .click()
    await picture('mapper-library-compare')
    await ui.button(ui.dialog(page, 'Compare mappers'), 'Close').click()
    await ui.button(panel, 'Edit everywhere…').click()
    const dialog = ui.dialog(page, 'Edit everywhere')
    await typeText(page, dialog, edited)
    await expect(dialog).toContainText('4 findings')
    await picture('mapper-library-edit')
    await ui.button(dialog, 'Put into 2 drafts').click()
    await expect(ui.draftOf(page, demo.staging.name)).toContainText('changed in the draft')
    await picture('mapper-library-edited')
  })
}
