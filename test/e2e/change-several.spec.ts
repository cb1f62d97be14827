import type { Locator, Page } from '@playwright/test'
import { openWindow } from '../support/window/app'
import { hostile } from '../support/window/hostile-page'
import { longRunViews, photographer, withPictures } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, projectState, test } from '../support/window/workbench'

const list = (page: Page, name: string) => page.getByRole('listbox', { name, exact: true })
const option = (page: Page, of: string, name: string | RegExp) =>
  list(page, of).getByRole('option', { name })
const { selectionBar: bar, changeDialog: change } = ui

/** Shows connections of all projects, once both projects of Northwind were read on this computer. */
async function openRows(page: Page): Promise<void> {
  await expect(ui.region(page, 'Connections').getByRole('option').first()).toBeVisible()
  await ui.openProject(page, demo.production.name)
  await expect(ui.region(page, 'Connections').getByRole('option').first()).toBeVisible()
  await ui.showAllRows(page, ['OIDC'])
}

const place = (page: Page) => ui.region(page, 'All organizations')
const ofProject = (page: Page, name: string) => ui.choose(place(page), page, 'Project', name)

/** Selects the first rows of each project. */
async function select(page: Page, counts: Readonly<Record<string, number>>): Promise<void> {
  for (const [name, count] of Object.entries(counts)) {
    await ofProject(page, name)
    await expect(ui.allRows(page)).not.toContainText(
      name === demo.staging.name ? demo.production.name : demo.staging.name,
    )
    for (let at = 0; at < count; at += 1) {
      await ui
        .allRows(page)
        .getByRole('option')
        .nth(at)
        .click({ modifiers: ['ControlOrMeta'] })
    }
  }
}

const setPkce = (page: Page, value: string) => (dialog: Locator) =>
  ui.choose(dialog, page, 'PKCE', value)

test('PKCE is set for five connections of two projects, row by row, and stands in their drafts', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  await openRows(page)
  await select(page, { [demo.staging.name]: 2, [demo.production.name]: 3 })
  await expect(bar(page)).toContainText('5 connections in 2 projects selected')
  // What needs one project says so.
  await expect(ui.button(bar(page), 'Move…')).toBeDisabled()
  await expect(ui.button(bar(page), 'Export…')).toHaveAttribute('title', /rows of one project/)
  await ui.previewChange(page, 'PKCE', setPkce(page, 'Never'))
  await expect(list(page, 'Preview')).toContainText(demo.production.name)
  const rows = option(page, 'Preview', /Never$/)
  await expect(rows).toHaveCount(5)
  await rows.first().click()
  await expect(option(page, 'Preview', /not selected/)).toHaveAttribute('aria-selected', 'false')
  await expect(change(page)).toContainText('4 connections in 2 drafts. Nothing is sent.')
  await ui.button(change(page), 'Apply to drafts').click()
  await expect(ui.statusLine(page, '4 connections changed in 2 drafts.')).toBeVisible()
  await expect(change(page).getByRole('list')).toContainText('3 connections')
  // The draft of the project in the tab has it, as one step.
  await ui.button(change(page), 'Show in Drafts').click()
  await expect(ui.draftOf(page, demo.staging.name)).toContainText('1 change')
  await expect(ui.draftOf(page, demo.production.name)).toBeVisible()
  await ui.openProject(page, demo.production.name)
  await expect(ui.button(ui.banner(page), 'Undo')).toHaveAttribute('title', /Set PKCE to never/)
  await expect(ui.button(page, /^Review changes.*3/)).toBeVisible()
  const drafted = projectState(workbench.emulator, demo.production.id)
  expect(JSON.stringify(drafted)).not.toContain('"pkce":"never"')
})

/** Presses a button by its key, once it can be: a key on one that waits for an answer does nothing. */
async function enter(button: Locator): Promise<void> {
  await expect(button).toBeEnabled()
  await button.press('Enter')
}

test('it is done by keyboard alone @long', async ({ workbench }) => {
  const { page } = await workbench.openShared(demo.staging.name)
  await list(page, 'Connections').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(bar(page)).toContainText('3 connections selected')
  await page.keyboard.press('ControlOrMeta+Shift+B')
  await expect(change(page)).toBeVisible()
  const what = change(page).getByRole('combobox', { name: 'What to change' })
  await what.focus()
  await page.keyboard.type('pkce')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await change(page).getByRole('combobox', { name: 'PKCE' }).focus()
  await page.keyboard.type('never')
  await page.keyboard.press('Enter')
  await enter(ui.button(change(page), 'Preview'))
  // The focus goes along with the steps.
  await expect(ui.region(page, 'Preview')).toBeFocused()
  await expect(option(page, 'Preview', /Never$/).first()).toBeVisible()
  await enter(ui.button(change(page), 'Apply to drafts'))
  await expect(ui.statusLine(page, /connections? changed in 1 draft/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(change(page)).toBeHidden()
})

test('a locked project is left out, and what changed after the preview is left alone @long', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  await openRows(page)
  await select(page, { [demo.staging.name]: 2, [demo.production.name]: 2 })
  const { ask } = hostile(running)
  await ask('guard.change', { kind: 'lock', projectId: workbench.id(demo.staging.id) })
  await ui.previewChange(page, 'PKCE', setPkce(page, 'Never'))
  await expect(option(page, 'Preview', /read-only/)).toHaveCount(2)
  await expect(change(page)).toContainText('2 connections in 1 draft')
  const label = await option(page, 'Preview', /Never$/)
    .first()
    .locator('.label')
    .textContent()

  const second = await openWindow(running)
  await expect(ui.banner(second)).toContainText(demo.production.name)
  await ui.openProject(second, demo.production.name)
  await ui.chooseConnection(second, (label ?? '').trim())
  const panel = ui.panel(second, 'Connection')
  await ui.button(panel, /^Advanced/).click()
  await ui.choose(panel, second, 'PKCE', 'Automatic')
  await expect(ui.button(second, /^Review changes.*1/)).toBeVisible()
  await expect(ui.statusLine(second, 'Draft saved')).toBeVisible()

  await ui.button(change(page), 'Apply to drafts').click()
  await expect(ui.statusLine(page, '1 connection changed in 1 draft.')).toBeVisible()
  await expect(change(page)).toContainText('1 connection was left out: changed')
})

for (const view of longRunViews) {
  test(
    `the bar and a change at ${view.width}x${view.height}, ${view.theme}`,
    withPictures,
    async ({ workbench }) => {
      const running = await workbench.openShared(demo.staging.name)
      const { page } = running
      const picture = await photographer(running, view)
      await option(page, 'Connections', /^Pilot Keycloak/).click()
      await option(page, 'Connections', /^Foxglove Okta preview/).click({
        modifiers: ['ControlOrMeta'],
      })
      await picture('selection-bar')
      await ui.button(bar(page), 'Clear selection').click()
      await openRows(page)
      await select(page, { [demo.staging.name]: 2, [demo.production.name]: 3 })
      await picture('selection-several-projects')
      await ui.button(bar(page), 'Change…').click()
      await ui.choose(change(page), page, 'What to change', 'Scopes')
      await ui.textbox(change(page), 'Scopes').fill('groups')
      await ui.textbox(change(page), 'Scopes').press('Enter')
      await picture('change-several')
      await ui.choose(change(page), page, 'What to change', 'Mapper')
      const mapper = page.getByRole('group', { name: 'Mapper' })
      await mapper.getByRole('textbox').click()
      await page.keyboard.type('local claims = std.extVar("claims"); { identity: }')
      await expect(mapper).toContainText('Line 1')
      await expect(ui.button(change(page), 'Preview')).toBeDisabled()
      await picture('change-several-mapper')
      await ui.choose(change(page), page, 'What to change', 'PKCE')
      await ui.choose(change(page), page, 'PKCE', 'Never')
      await ui.button(change(page), 'Preview').click()
      await expect(list(page, 'Preview')).toBeVisible()
      await picture('bulk-preview')
      await ui.button(change(page), 'Apply to drafts').click()
      await expect(ui.statusLine(page, /changed in 2 drafts/)).toBeVisible()
      await picture('change-several-done')
    },
  )
}
