import type { Locator, Page } from '@playwright/test'
import { readFileSync, writeFileSync } from 'node:fs'
import { emailAndGroups } from '../../src/emulator/demo/mappers'
import { openWindow } from '../support/window/app'
import {
  editorOf,
  openMapperEditor,
  putMapper,
  saveCase,
  tryClaims,
} from '../support/window/mapper-editor'
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
const filter = (page: Page) => page.getByRole('searchbox', { name: 'Filter mappers' })

async function openMappers(page: Page): Promise<void> {
  await ui.view(page, 'Mappers').click()
  await expect(ui.region(page, 'Mappers')).toBeVisible()
  await expect(mappers(page)).toBeVisible()
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
  await expect(ui.statusLine(page, /texts? (was|were) read/)).toBeVisible()
}

/** Opens the editor of one of the connections that have the mapper, and gives it another text. */
async function editUse(page: Page, panel: Locator, label: string, text: string): Promise<void> {
  await panel.getByRole('option', { name: new RegExp(`^${label}`) }).click()
  await ui.button(panel, `Edit mapper of ${label}`).click()
  await expect(editorOf(page)).toContainText('identity')
  await putMapper(page, text)
}

async function askWhere(page: Page): Promise<Locator> {
  await ui.button(page, 'Edit everywhere…').click()
  return ui.dialog(page, 'Edit everywhere')
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
  const running = await openBoth(workbench)
  const { page } = running
  await openMapperEditor(page, 'Meadowlark Okta preview')
  await tryClaims(page, 'groups')
  await saveCase(page, 'Groups of a directory')
  await openMappers(page)
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

  await editUse(page, panel, 'Meadowlark Okta preview', edited)
  const dialog = await askWhere(page)
  await expect(dialog).toContainText('1 connection has this text in the draft already.')
  await expect(dialog).toContainText('in 2 projects, 1 in production')
  await expect(dialog).toContainText('1 of 1 with the text of before, 0 with the edited one')
  const both = dialog.getByRole('group', { name: 'The text before and after' })
  await expect(both).toContainText('metadata_admin')
  await expect(both).toContainText('metadata_public')
  await expect(ui.button(dialog, 'Put into 2 drafts')).toBeEnabled()
  await dialog.getByRole('checkbox', { name: 'Foxglove Okta preview' }).uncheck()
  await ui.button(dialog, 'Put into 1 draft').click()
  await expect(dialog).toBeHidden()
  await expect(ui.draftOf(page, demo.production.name)).toContainText(
    'changed in the draft, as one step to undo',
  )
  const draft = ui.draftOf(page, demo.staging.name)
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
  await openMappers(page)
  await filter(page).fill('Groups from Okta')
  await expect(mappers(page).getByRole('option')).toHaveCount(2)
  await expect(mapper(page, /in drafts only/)).toHaveCount(1)
  await running.close()

  // A newer version of the app wrote the draft of production.
  const file = workbench.fileOf('drafts', demo.production.id)
  writeFileSync(file, JSON.stringify({ version: 99, data: {} }))
  const again = await workbench.launch()
  await openMappers(again.page)
  const kept = await chooseGroups(again.page)
  await expect(ui.textbox(kept, 'Name')).toHaveValue('Groups from Okta')
  await expect(ui.textbox(kept, 'Notes')).toHaveValue('Agreed with the customers in March')
  await editUse(again.page, kept, 'Foxglove Okta preview', copied)
  const last = await askWhere(again.page)
  // The draft of staging has the other text there by now, which stays unless it is chosen.
  await expect(last.getByRole('checkbox', { name: /^Meadowlark Okta preview/ })).not.toBeChecked()
  await last.getByRole('checkbox', { name: /^Meadowlark Okta preview/ }).check()
  await ui.button(last, 'Put into 2 drafts').click()
  const told = ui.region(again.page, 'What was put into drafts')
  await expect(told).toContainText(`The change is in the draft of ${demo.staging.name}.`)
  await expect(told).toContainText(demo.production.name)
  await expect(told).toContainText('newer version')
  await expect(ui.draftOf(again.page, demo.staging.name).getByRole('checkbox')).toBeChecked()
  expect(readFileSync(file, 'utf8')).toContain('"version":99')
})

for (const view of longRunViews) {
  test(`the place Mappers of many projects at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    // The shared app knows what was checked, and the picture shows none of it.
    const running = await openBoth(workbench)
    const { page } = running
    const picture = await photographer(running, view)
    await openMappers(page)
    await picture('mappers-unread')
    await readTexts(page)
    // The list says first that the texts were read, and then what they are.
    await expect(mappers(page).getByText('Text not read yet')).toHaveCount(0)
    await expect(mappers(page).getByText('Not checked yet')).toHaveCount(0)
    await picture('mappers-list')
    const panel = await chooseGroups(page)
    await ui.textbox(panel, 'Name').fill('Groups from Okta')
    await expect(mapper(page, /^Groups from Okta/)).toBeVisible()
    await filter(page).fill('')
    await ui.button(panel, 'Edit mapper').focus()
    await picture('mappers')
    await ui
      .button(panel, /^Compare with/)
      .first()
      .click()
    await picture('mappers-compare')
    await ui.button(ui.dialog(page, 'Compare mappers'), 'Close').click()
    await editUse(page, panel, 'Meadowlark Okta preview', edited)
    await picture('mappers-editor')
    const dialog = await askWhere(page)
    await expect(dialog).toContainText('4 findings')
    await picture('mappers-everywhere')
    await ui.button(dialog, 'Put into 2 drafts').click()
    await expect(ui.draftOf(page, demo.production.name)).toContainText('changed in the draft')
    await picture('mappers-put')
  })
}
