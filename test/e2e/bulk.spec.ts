import type { Locator, Page } from '@playwright/test'
import { openWindow } from '../support/window/app'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import {
  demo,
  expect,
  methodsOf,
  projectState,
  test,
  type Workbench,
} from '../support/window/workbench'

const step = (page: Page, name: string) => ui.region(page, name)
const list = (page: Page, name: string) => page.getByRole('listbox', { name, exact: true })
const option = (page: Page, of: string, name: string | RegExp) =>
  list(page, of).getByRole('option', { name })

/** Opens the bulk edit once both projects of Northwind were read on this computer. */
async function openBulk(page: Page): Promise<void> {
  await expect(ui.region(page, 'Connections').getByRole('option').first()).toBeVisible()
  await ui.openProject(page, demo.production.name)
  await expect(ui.region(page, 'Connections').getByRole('option').first()).toBeVisible()
  await page.keyboard.press('ControlOrMeta+Shift+B')
  await expect(page.getByRole('heading', { name: 'Bulk edit' })).toBeVisible()
  await expect(option(page, 'Connections', new RegExp(`^${demo.staging.name}`))).toBeVisible()
}

const scopesIn = ({ emulator }: Workbench, projectId: string): string[][] =>
  methodsOf(emulator, projectId).oidc.config.providers.map(({ scope }: any) => scope ?? [])

async function chooseAllConnections(page: Page): Promise<void> {
  await ui.button(page, /^Choose all \d+ shown$/).click()
  await ui.button(page, 'Next: change').click()
}

/** Agrees to the one question about all projects. */
async function confirm(page: Page): Promise<void> {
  await expect(ui.dialog(page, ui.names.confirm)).toBeVisible()
  await ui.confirmPublish(page)
  await expect(ui.question(page)).toBeHidden()
}

test('a scope goes to the connections of two projects, row by row, and is published in order', async ({
  workbench,
}) => {
  test.setTimeout(120_000)
  const { page } = await workbench.openShared(demo.staging.name)
  await openBulk(page)
  await chooseAllConnections(page)
  await ui.textbox(step(page, 'Change'), 'Scopes').fill('bulk-scope')
  await ui.textbox(step(page, 'Change'), 'Scopes').press('Enter')
  await ui.button(page, 'Next: preview').click()

  // Rows say what changes and why others are left out; one is taken out.
  await expect(option(page, 'Preview', /no such field/).first()).toBeVisible()
  const pilot = option(page, 'Preview', /^Pilot Keycloak/)
  await expect(pilot).toContainText('bulk-scope')
  await pilot.click()
  await expect(pilot).toContainText('taken out')
  await expect(pilot).toHaveAttribute('aria-selected', 'false')
  await ui.button(page, 'Apply to drafts').click()

  await expect(ui.draftOf(page, demo.staging.name)).toContainText('as one step to undo')
  await ui.button(ui.draftOf(page, demo.staging.name), /^Review/).click()
  const review = ui.dialog(page, 'Review changes')
  await expect(review).toContainText(demo.staging.name)
  await expect(review).toContainText('bulk-scope')
  await ui.button(review, 'Close').click()
  await expect(ui.button(ui.draftOf(page, demo.staging.name), /^Review/)).toBeFocused()

  await ui.button(page, 'Publish chosen').click()
  await confirm(page)
  await expect(ui.statusLine(page, '2 projects published.')).toBeVisible({ timeout: 30_000 })
  for (const { id } of [demo.staging, demo.production]) {
    const all = scopesIn(workbench, id)
    const without = all.filter((scopes) => !scopes.includes('bulk-scope'))
    expect(without).toHaveLength(id === demo.staging.id ? 1 : 0)
  }
  const writes = workbench.emulator.requests().filter(({ method }) => method !== 'GET')
  expect(writes.map(({ path }) => path.split('/')[2])).toEqual([
    demo.staging.id,
    demo.production.id,
  ])
  await page.keyboard.press('ControlOrMeta+7')
  await expect(page.getByText(/^Published/).first()).toBeVisible()
})

test('domains come from a pasted table, a broken one is refused, and undo takes the step back @long', async ({
  workbench,
}) => {
  test.setTimeout(120_000)
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  await openBulk(page)
  await page.getByRole('radio', { name: 'Organizations' }).check()
  await ui.choose(step(page, 'Choose'), page, 'Project', demo.production.name)
  const first = list(page, 'Organizations').getByRole('option').nth(1)
  await expect(first).toBeVisible()
  const label = ((await first.locator('.label').textContent()) ?? '').trim()
  await ui.button(page, /^Choose all \d+ shown$/).click()
  await ui.button(page, 'Next: change').click()
  await page.getByRole('radio', { name: 'Domains from a table' }).check()
  const table = ui.textbox(page, 'Table of domains')
  await table.fill('"Brightwater,x.example')
  await ui.button(page, 'Next: preview').click()
  await expect(page.getByRole('alert')).toContainText('has no end')
  await table.fill(
    `organization,add\n"${label}",bulk-edit.example\nNobody,y.example\n"${label}",=cmd()`,
  )
  await ui.button(page, 'Next: preview').click()
  await expect(page.getByText('no chosen organization is “Nobody”')).toBeVisible()
  await expect(page.getByText('looks like a formula')).toBeVisible()
  await expect(option(page, 'Preview', new RegExp(`^${label}`))).toContainText('bulk-edit.example')
  await ui.button(page, 'Apply to drafts').click()
  await expect(ui.draftOf(page, demo.production.name)).toContainText('1 organization changed')
  // Another window has the step too, and what it takes back is no longer offered here.
  const second = await openWindow(running)
  await ui.view(second, 'Organizations and connections').click()
  await expect(ui.banner(second)).toContainText(demo.production.name)
  await ui.button(ui.banner(second), 'Undo').click()
  await expect(ui.draftOf(page, demo.production.name)).toHaveCount(0)
  expect(JSON.stringify(projectState(workbench.emulator, demo.production.id))).not.toContain(
    'bulk-edit.example',
  )
})

/** Presses a button by its key, once it can be: a key on one that waits for an answer does nothing. */
async function enter(button: Locator): Promise<void> {
  await expect(button).toBeEnabled()
  await button.press('Enter')
}

test('it is done by keyboard alone, and stops at the first failure @long', async ({
  workbench,
}) => {
  test.setTimeout(120_000)
  const { page } = await workbench.openShared(demo.staging.name)
  await openBulk(page)
  await page.keyboard.press('ControlOrMeta+f')
  await expect(page.getByRole('searchbox', { name: 'Filter what to change' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(list(page, 'Connections')).toBeFocused()
  // The first row is the project: it chooses all of its connections; then the second project.
  await page.keyboard.press('Space')
  await page.keyboard.type(demo.production.name.slice(0, 12))
  await page.keyboard.press('Enter')
  await expect(ui.statusLine(page, /in 2 projects chosen/)).toBeVisible()
  await enter(ui.button(page, 'Next: change'))
  await expect(step(page, 'Change')).toBeFocused()
  await page.getByRole('radio', { name: 'Scopes' }).press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'PKCE' })).toBeChecked()
  await ui.choose(step(page, 'Change'), page, 'PKCE', 'Never')
  await enter(ui.button(page, 'Next: preview'))
  await expect(option(page, 'Preview', /Never|never/).first()).toBeVisible()
  await enter(ui.button(page, 'Apply to drafts'))
  await expect(ui.draftOf(page, demo.production.name)).toContainText('as one step to undo')
  workbench.emulator.fault({ method: 'PATCH', status: 400 })
  await enter(ui.button(page, 'Publish chosen'))
  await confirm(page)
  await expect(ui.statusLine(page, /0 projects published, 1 failed, 1 not published/)).toBeVisible({
    timeout: 30_000,
  })
  await expect(ui.statusLine(page, /still in its draft/)).toBeVisible()
  await expect(ui.draftOf(page, demo.staging.name)).toContainText('Stopped')
  await expect(ui.dialog(page, 'Confirm production change')).toBeHidden()
})

for (const view of longRunViews) {
  test(`the bulk edit at ${view.width}x${view.height}, ${view.theme}`, async ({ workbench }) => {
    test.setTimeout(120_000)
    const running = await workbench.openShared(demo.staging.name)
    const { page } = running
    const picture = await photographer(running, view)
    await openBulk(page)
    await option(page, 'Connections', /^Pilot Keycloak/).click()
    await option(page, 'Connections', new RegExp(`^${demo.production.name}`)).click()
    await picture('bulk-choose')
    await ui.button(page, 'Next: change').click()
    await ui.textbox(step(page, 'Change'), 'Scopes').fill('groups')
    await ui.textbox(step(page, 'Change'), 'Scopes').press('Enter')
    await picture('bulk-change')
    await page.getByRole('radio', { name: 'Mapper' }).check()
    const mapper = page.getByRole('group', { name: 'Mapper' })
    await mapper.getByRole('textbox').click()
    await page.keyboard.type('local claims = std.extVar("claims"); { identity: }')
    await expect(mapper).toContainText('Line 1')
    await expect(ui.button(page, 'Next: preview')).toBeDisabled()
    await picture('bulk-mapper')
    await page.getByRole('radio', { name: 'Scopes' }).check()
    await ui.button(page, 'Next: preview').click()
    await expect(list(page, 'Preview')).toBeVisible()
    await picture('bulk-preview')
  })
}
