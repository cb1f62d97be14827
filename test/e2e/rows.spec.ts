import type { Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openWindow } from '../support/window/app'
import { answerSaveDialog } from '../support/window/native-dialogs'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const list = (page: Page, name: string) => page.getByRole('listbox', { name, exact: true })
const label = (page: Page, name: 'Organization' | 'Connection') =>
  ui.textbox(ui.panel(page, name), 'Label')

test('a secret is rotated from the keyboard in a few keys', async ({ workbench }) => {
  const { page } = await workbench.openShared(demo.staging.name)
  const connections = list(page, 'Connections')
  await connections.focus()
  await page.keyboard.press('Home')
  // What is shown follows the keys, and the focus stays in the list.
  const first = await label(page, 'Connection').inputValue()
  await page.keyboard.press('ArrowDown')
  await expect(label(page, 'Connection')).not.toHaveValue(first)
  await page.keyboard.type('pilot')
  await expect(label(page, 'Connection')).toHaveValue('Pilot Keycloak')
  await expect(connections).toBeFocused()

  await page.keyboard.press('ControlOrMeta+j')
  const picker = ui.dialog(page, 'Go to field')
  await expect(picker.getByRole('combobox', { name: 'Find a field' })).toBeFocused()
  await page.keyboard.type('secret')
  await page.keyboard.press('Enter')
  const secret = ui.textbox(ui.panel(page, 'Connection'), 'Client secret')
  await expect(secret).toBeFocused()
  await page.keyboard.type('rotated from the keyboard')
  await expect(ui.button(page, /^Review changes.*1/)).toBeVisible()

  // A field that is folded away comes on screen; F2 and Enter lead to the first that can be edited.
  await page.keyboard.press('ControlOrMeta+j')
  await page.keyboard.type('pkce')
  await page.keyboard.press('Enter')
  await expect(ui.panel(page, 'Connection').getByRole('combobox', { name: 'PKCE' })).toBeFocused()
  await page.keyboard.press('F2')
  await expect(page.locator(':focus')).toHaveAccessibleName('Label')
  await list(page, 'Organizations').focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(label(page, 'Organization')).toBeFocused()

  // Rows that were passed are one place on the way back.
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(label(page, 'Connection')).toHaveValue('Pilot Keycloak')
})

const row = (page: Page, name: string, label: RegExp) =>
  list(page, name).getByRole('option', { name: label })
const menu = (page: Page) => page.getByRole('menu')
const item = (page: Page, name: string) => menu(page).getByRole('menuitem', { name })
const selected = (page: Page) => ui.region(page, 'Selected rows')
const changes = (page: Page, count: number) =>
  expect(ui.button(page, new RegExp(`^Review changes.*${count}`))).toBeVisible()

test('rows have a menu, and actions on several are one step', async ({ workbench }) => {
  // Read first, since a row is duplicated into it.
  const { page, app } = await workbench.openShared(demo.production.name)
  await ui.openProject(page, demo.staging.name)
  const pilot = row(page, 'Connections', /^Pilot Keycloak/)
  const foxglove = row(page, 'Connections', /^Foxglove Okta preview/)
  // By key, and by the right button; Escape leads back to the list.
  await pilot.click()
  await page.keyboard.press('Shift+F10')
  await expect(item(page, 'Open')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(menu(page)).toBeHidden()
  await expect(list(page, 'Connections')).toBeFocused()
  await foxglove.click({ button: 'right' })
  await expect(label(page, 'Connection')).toHaveValue('Foxglove Okta preview')
  await item(page, 'Copy ID').click()
  await expect(ui.statusLine(page, 'Copied 1 ID')).toBeVisible()

  await pilot.click({ modifiers: ['ControlOrMeta'] })
  await expect(selected(page)).toContainText('2 connections selected')
  await expect(list(page, 'Connections')).toHaveAttribute('aria-multiselectable', 'true')
  await expect(pilot).toHaveAttribute('aria-selected', 'true')
  // The lists have the room of the detail.
  await expect(ui.panel(page, 'Connection')).toBeHidden()
  await ui.button(selected(page), 'Copy IDs').click()
  await expect(selected(page)).toContainText('Copied 2 IDs')
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied.split('\n')).toHaveLength(2)

  // Dropped on an organization, they move once the redirect URLs were shown.
  await pilot.dragTo(list(page, 'Organizations').getByRole('option').first())
  const move = ui.dialog(page, 'Move 2 connections')
  await expect(move.getByRole('region', { name: 'What changes' })).toContainText('Redirect URL')
  await ui.button(move, 'Cancel').click()
  await ui.button(selected(page), 'Move…').click()
  await ui.choose(move, page, 'Organization', 'No organization (social sign-in)')
  await ui.button(move, 'Move').click()
  await changes(page, 2)
  await expect(ui.button(page, 'Undo')).toHaveAttribute('title', /Moved 2 connections/)
  await ui.button(page, 'Undo').click()
  await expect(ui.button(page, 'Review changes')).toBeVisible()

  await list(page, 'Connections').focus()
  await page.keyboard.press('Delete')
  await changes(page, 2)
  await ui.button(page, 'Undo').click()

  // A copy has the values under another ID, and asks for its secret.
  await pilot.click()
  await page.keyboard.press('ControlOrMeta+d')
  await expect(label(page, 'Connection')).toHaveValue('Pilot Keycloak copy')
  await expect(ui.textbox(ui.panel(page, 'Connection'), 'Client secret')).toBeFocused()
  await changes(page, 1)
  await ui.button(page, 'Undo').click()

  await pilot.dblclick()
  await expect(label(page, 'Connection')).toBeFocused()
  await foxglove.click({ button: 'right' })
  await item(page, 'Duplicate into another project').click()
  const other = ui.dialog(page, 'Duplicate Foxglove Okta preview into another project')
  await ui.choose(other, page, 'Project', demo.production.name)
  await expect(other.getByRole('status')).toContainText(/new|edited/)
  await ui.button(other, 'Add to the draft').click()
  await expect(other).toBeHidden()
  const draft = ui.draftOf(page, demo.production.name)
  await expect(draft.getByRole('checkbox', { name: /^Publish/ })).toBeVisible()
  await ui.button(draft, /^Review/).click()
  await expect(ui.dialog(page, 'Review changes')).toContainText('Foxglove')
})

test('selected connections are checked and exported, and organizations deleted, each in one step @long', async ({
  workbench,
}) => {
  // What is wrong with these issuers is seen without a network.
  workbench.emulator.edit((state: any) => {
    const project = state.projects.find(({ id }: any) => id === demo.staging.id)
    for (const provider of project.services.identity.config.selfservice.methods.oidc.config
      .providers) {
      Object.assign(provider, { provider: 'generic', issuer_url: 'https://idp.example/?tenant=1' })
    }
  })
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  await row(page, 'Connections', /^Pilot Keycloak/).click()
  await row(page, 'Connections', /^Foxglove Okta preview/).click({ modifiers: ['ControlOrMeta'] })
  await ui.button(selected(page), 'Check…').click()
  const check = ui.dialog(page, 'Check 2 connections')
  await expect(check.getByRole('status')).toHaveText('2 of 2 checked')
  await expect(check.getByRole('listitem').filter({ hasText: 'Wrong: Address' })).toHaveCount(2)
  await ui.button(check, 'Pilot Keycloak').click()
  const one = ui.dialog(page, 'Check')
  await expect(one).toContainText('The issuer URL has text after its path.')
  await ui.button(one, 'Close').click()
  await expect(row(page, 'Connections', /^Foxglove/)).toContainText('Check failed')

  await row(page, 'Connections', /^Foxglove Okta preview/).click({ modifiers: ['ControlOrMeta'] })
  await ui.button(selected(page), 'Export…').click()
  const exporting = ui.dialog(page, 'Export set-up')
  await expect(
    exporting.getByRole('radio', { name: 'What is selected: 2 connections' }),
  ).toBeChecked()
  const text = exporting.getByRole('region', { name: 'Text of the file' })
  await expect(text).toContainText('pilot-keycloak')
  const file = join(workbench.userData, 'two.json')
  await answerSaveDialog(running, file)
  await ui.button(exporting, 'Save…').click()
  await expect(ui.statusLine(page, 'Saved as two.json')).toBeVisible()
  expect(readFileSync(file, 'utf8')).not.toContain('harbor-entra')
  // What was saved is not asked about.
  await page.keyboard.press('Escape')
  await expect(exporting).toBeHidden()

  await row(page, 'Organizations', /^Meadowlark/).click()
  await row(page, 'Organizations', /^Foxglove/).click({ modifiers: ['ControlOrMeta'] })
  await page.keyboard.press('Delete')
  const ask = ui.dialog(page, 'Delete 2 organizations?')
  await expect(ask).toContainText('They have 2 connections')
  await ui.button(ask, 'Delete connections').click()
  await changes(page, 4)
  await ui.button(page, 'Undo').click()
  await expect(ui.button(page, 'Review changes')).toBeVisible()
})

test('a project is as it was after a switch, and in a second window @long', async ({
  workbench,
}) => {
  const running = await workbench.open(demo.production.name)
  const { page } = running
  const scroll = (on: Page) =>
    list(on, 'Connections').evaluate((element) => Math.round(element.scrollTop))
  await running.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setSize(1280, 420)
  })
  await ui.chooseConnection(page, 'Meadowlark Okta')
  await ui.button(ui.panel(page, 'Connection'), /^Advanced/).click()
  await list(page, 'Connections').evaluate((element) => (element.scrollTop = 46))
  await ui.openHistory(page)

  await ui.openProject(page, demo.staging.name)
  await expect(page.getByRole('complementary', { name: 'History' })).toBeHidden()
  await page.getByRole('tab', { name: demo.production.name }).click()
  async function asItWas(on: Page): Promise<void> {
    await expect(on.getByRole('complementary', { name: 'History' })).toBeVisible()
    await ui.leaveHistory(on)
    await expect(label(on, 'Connection')).toHaveValue('Meadowlark Okta')
    await expect(ui.button(ui.panel(on, 'Connection'), /^Advanced/)).toHaveAttribute(
      'aria-expanded',
      'true',
    )
    await expect.poll(() => scroll(on)).toBe(46)
    await ui.openHistory(on)
  }
  await asItWas(page)
  // A tab that was closed and opened again, and another window.
  await page.keyboard.press('ControlOrMeta+w')
  await expect(ui.banner(page)).toContainText(demo.staging.name)
  await page.keyboard.press('ControlOrMeta+Shift+t')
  await asItWas(page)
  const second = await openWindow(running)
  await expect(ui.banner(second)).toContainText(demo.production.name)
  await expect(second.getByRole('complementary', { name: 'History' })).toBeVisible()
  await ui.leaveHistory(second)
  await expect(label(second, 'Connection')).toHaveValue('Meadowlark Okta')
})
