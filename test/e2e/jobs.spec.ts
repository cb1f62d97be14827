import type { Locator, Page } from '@playwright/test'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openWindow, type RunningApp } from '../support/window/app'
import { handsAt, type Hands } from '../support/window/hands'
import { held, tableOf } from '../support/window/jobs'
import { casesOf, editorOf, resultOf } from '../support/window/mapper-editor'
import { answerOpenDialog } from '../support/window/native-dialogs'
import * as ui from '../support/window/screens'
import { demo, expect, test, type Workbench } from '../support/window/workbench'

const list = (page: Page, name: string) => page.getByRole('listbox', { name, exact: true })
const row = (page: Page, name: string, label: RegExp) =>
  list(page, name).getByRole('option', { name: label })
const label = (page: Page, name: 'Organization' | 'Connection') =>
  ui.textbox(ui.panel(page, name), 'Label')
const read = ({ page }: RunningApp) =>
  expect(page.getByRole('contentinfo').getByText('Read just now')).toBeVisible()

/** Staging is shown, and production was read before it. */
async function begin(workbench: Workbench): Promise<RunningApp & { hands: Hands }> {
  const running = await workbench.openShared(demo.production.name)
  await read(running)
  await ui.openProject(running.page, demo.staging.name)
  await read(running)
  return { ...running, hands: handsAt(running) }
}

/** Tab until something has the focus, each counted. */
async function tabTo(hands: Hands, to: Locator): Promise<void> {
  const has = () => to.evaluate((element) => element === document.activeElement)
  await expect(to).toBeEnabled()
  for (let count = 0; count < 40 && !(await has()); count += 1) await hands.press('Tab')
  await expect(to).toBeFocused()
}

test('none of the jobs takes more than it did', () => {
  const table = tableOf('Eighteen jobs')
  expect(table.size).toBe(21)
  for (const [name, { before, now }] of table) expect(now, name).toBeLessThanOrEqual(before)
})

test.describe('jobs, counted @long', () => {
  test('the first start and the tour', async ({ workbench }) => {
    const running = await workbench.launchShared()
    const { page } = running
    const hands = handsAt(running)
    await hands.click(ui.button(page, 'Take a tour of the demo workspace'))
    const card = page.getByRole('dialog').filter({ hasText: /^Tour, \d of \d/ })
    const heading = card.getByRole('heading')
    const done = ui.button(card, 'Done')
    await expect(heading).toBeVisible()
    while (!(await done.isVisible())) {
      const title = (await heading.textContent()) ?? ''
      await expect(ui.button(card, 'Next')).toBeFocused()
      await hands.press('Enter')
      await expect(heading).not.toHaveText(title)
    }
    await hands.press('Enter')
    await expect(card).toBeHidden()
    held('First start and tour', hands)
  })

  test('a connection is moved and handed over', async ({ workbench }) => {
    const { page, hands } = await begin(workbench)
    const connection = row(page, 'Connections', /^Foxglove Okta preview/)
    await hands.drag(connection, row(page, 'Organizations', /^Harbor Lights/))
    await hands.click(ui.button(ui.dialog(page, 'Move Foxglove Okta preview'), 'Move'))
    await expect(row(page, 'Connections', /^Foxglove.*Harbor Lights/)).toBeVisible()
    const panel = ui.panel(page, 'Connection')
    if (!(await panel.isVisible())) await hands.click(connection)
    await hands.click(ui.button(panel, 'Hand-over sheet'))
    const sheet = ui.dialog(page, 'Hand-over sheet')
    await hands.click(ui.button(sheet, 'Copy as Markdown'))
    await hands.press('Escape')
    await expect(sheet).toBeHidden()
    held('Move and hand over', hands)
  })

  test('a mapper is edited, and its result kept as a case', async ({ workbench }) => {
    const { page, hands } = await begin(workbench)
    await hands.click(row(page, 'Connections', /^Pilot Keycloak/))
    await hands.click(ui.button(ui.panel(page, 'Connection'), 'Edit mapper'))
    await expect(editorOf(page)).toContainText('identity')
    await hands.click(editorOf(page))
    await hands.press('ControlOrMeta+End')
    await hands.type('\n// Agreed in March\n')
    await expect(resultOf(page)).toContainText('Traits')
    await hands.click(ui.button(page, 'Save case'))
    const dialog = ui.dialog(page, 'Save case')
    await hands.type(' of an employee')
    await hands.click(ui.button(dialog, 'Save'))
    await expect(dialog).toBeHidden()
    await expect(casesOf(page)).toContainText('1 of 1 pass')
    await hands.click(ui.button(page, 'Back'))
    held('Mapper and case', hands)
  })

  test('a mapper of several projects is edited once, for all of them', async ({ workbench }) => {
    const { page, hands } = await begin(workbench)
    await hands.press('ControlOrMeta+4')
    // Its SCIM client has one too.
    const mapper = row(page, 'Mappers of all projects', /Meadowlark Okta/).filter({
      hasNotText: 'SCIM',
    })
    await expect(mapper).toContainText('notes')
    await hands.click(mapper)
    await hands.click(ui.button(ui.region(page, 'Mapper'), 'Edit mapper'))
    const editor = editorOf(page)
    await expect(editor).toContainText('metadata_admin')
    await expect(editor).toBeFocused()
    await hands.press('ControlOrMeta+Home')
    await hands.type('// Agreed in March\n')
    await expect(editor).toContainText('Agreed in March')
    await hands.click(ui.button(page, 'Edit everywhere…'))
    const dialog = ui.dialog(page, 'Edit everywhere')
    await hands.click(ui.button(dialog, /^Put into \d drafts$/))
    await expect(dialog).toBeHidden()
    await expect(ui.draftOf(page, demo.staging.name)).toBeVisible()
    await expect(ui.draftOf(page, demo.production.name)).toBeVisible()
    held('One mapper everywhere', hands)
  })

  test('an organization is compared and promoted', async ({ workbench }) => {
    const { page, hands } = await begin(workbench)
    await hands.press('ControlOrMeta+5')
    await expect(list(page, 'Differences')).toBeVisible()
    await hands.press('ControlOrMeta+f')
    await hands.type('harbor')
    await hands.click(row(page, 'Differences', /^Harbor Lights Log/))
    await hands.press('Space')
    await hands.click(ui.button(page, /^Promote \d+ to/))
    const promoting = ui.dialog(page, `Promote to ${demo.production.name}`)
    await hands.click(ui.button(promoting, 'Add to the draft'))
    await expect(promoting).toBeHidden()
    held('Compare and promote', hands)
  })

  test('a project is written into a team folder, and what a colleague changed there is taken', async ({
    workbench,
  }) => {
    const { hands, ...running } = await begin(workbench)
    const { page } = running
    const folder = join(workbench.userData, 'team')
    mkdirSync(folder)
    await hands.press('ControlOrMeta+Shift+G')
    await answerOpenDialog(running, [folder])
    await hands.click(ui.button(page, 'Choose folder…'))
    await hands.click(ui.button(page, /^Write all/))
    const own = row(page, 'Items of the team folder', new RegExp(demo.staging.name)).first()
    await expect(own).toContainText('Same')
    const files = readdirSync(join(folder, 'projects')).map((name) =>
      join(folder, 'projects', name),
    )
    const file = files.find((each) => readFileSync(each, 'utf8').includes('"Pilot Keycloak"')) ?? ''
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace('"Pilot Keycloak"', '"Keycloak of the team"'))
    await expect(own).toContainText('Folder newer')
    await hands.click(own)
    await hands.click(ui.button(ui.region(page, 'Item of the folder'), 'Load as draft'))
    await expect(ui.draftOf(page, demo.staging.name)).toContainText('1 change in the draft')
    held('Team folder', hands)
  })

  test('a problem of any project is opened where it is', async ({ workbench }) => {
    const { page, hands } = await begin(workbench)
    await hands.press('ControlOrMeta+1')
    const findings = page.getByRole('list', { name: 'Findings of all projects', exact: true })
    await hands.click(findings.getByRole('button', { name: /certificate/i }).first())
    await hands.click(
      ui
        .region(page, 'Finding')
        .getByRole('button', { name: /^Open|^Replace|^Change/ })
        .first(),
    )
    await expect(label(page, 'Connection')).toBeVisible()
    held('Home', hands)
  })

  test('PKCE is set for five connections of two projects', async ({ workbench }) => {
    const { page, hands } = await begin(workbench)
    await hands.press('ControlOrMeta+2')
    const rows = ui.allRows(page)
    const of = (project: string) =>
      rows.getByRole('option', { name: /OIDC/ }).filter({ hasText: project })
    const first = of(demo.production.name)
    for (const at of [0, 1, 2]) {
      await hands.click(first.nth(at), at === 0 ? [] : ['ControlOrMeta'])
    }
    // Scrolled by the wheel, which is not counted.
    await rows.evaluate((element) => element.scrollTo(0, element.scrollHeight))
    for (const at of [0, 1]) await hands.click(of(demo.staging.name).nth(at), ['ControlOrMeta'])
    await hands.click(ui.button(ui.selectionBar(page), 'Change…'))
    const dialog = ui.changeDialog(page)
    await hands.click(page.getByRole('option', { name: 'PKCE', exact: true }))
    await expect(dialog.getByRole('combobox', { name: 'PKCE' })).toBeFocused()
    await hands.type('never')
    await hands.press('Enter')
    await hands.click(ui.button(dialog, 'Preview'))
    await hands.click(ui.button(dialog, 'Apply to drafts'))
    await expect(ui.statusLine(page, /5 connections changed in 2 drafts/)).toBeVisible()
    held('PKCE for five in two projects', hands)
  })

  test('five addresses are looked up', async ({ workbench }) => {
    const { page, hands } = await begin(workbench)
    await hands.press('ControlOrMeta+2')
    const box = page.getByRole('searchbox', { name: 'Filter, or look up addresses', exact: true })
    await expect(box).toBeVisible()
    await hands.click(box)
    await hands.paste(
      [
        'ada@meadowlark.example',
        'pat@saltmarsh.example',
        'kim@foxglove.example',
        'lee@copperline.example',
        'nobody@elsewhere.example',
      ].join('\n'),
    )
    await expect(list(page, 'Ways to sign in').getByRole('option').nth(4)).toBeVisible()
    await hands.click(ui.button(page, 'Copy as table'))
    held('Five addresses', hands)
  })

  test('an edit in one window shows in another', async ({ workbench }) => {
    const { hands, ...running } = await begin(workbench)
    const { page } = running
    // One key, Ctrl/Cmd+Shift+N: the menu of the system takes it, which a test cannot press.
    const second = await openWindow(running)
    const theirs = handsAt({ ...running, page: second })
    await expect(ui.banner(second)).toContainText(demo.staging.name)
    await hands.click(row(page, 'Connections', /^Pilot Keycloak/))
    await theirs.click(row(second, 'Connections', /^Pilot Keycloak/))
    await hands.click(label(page, 'Connection'))
    await hands.press('End')
    await hands.type(' two')
    await hands.press('Tab')
    await expect(label(second, 'Connection')).toHaveValue('Pilot Keycloak two')
    held('Two windows', hands, 1 + theirs.counted())
  })

  test('who works offline edits and goes online again', async ({ workbench }) => {
    const { page, hands } = await begin(workbench)
    await hands.press('ControlOrMeta+,')
    await hands.click(page.getByRole('switch', { name: 'Work offline' }))
    await expect(ui.statusLine(page, 'Offline')).toBeVisible()
    await hands.press('ControlOrMeta+6')
    await hands.click(row(page, 'Connections', /^Pilot Keycloak/))
    await hands.click(ui.textbox(ui.panel(page, 'Connection'), 'Client ID'))
    await hands.type('9')
    await hands.press('Tab')
    await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
    await hands.click(ui.button(page, 'Go online'))
    await expect(ui.statusLine(page, 'Offline')).toHaveCount(0)
    held('Offline', hands)
  })

  test('four jobs are done by keyboard alone', async ({ workbench }) => {
    const { page, hands } = await begin(workbench)
    await list(page, 'Connections').focus()
    // A part of the name counts as one, as a text does; the list takes its letters one by one.
    await page.keyboard.type('pilot')
    await expect(label(page, 'Connection')).toHaveValue('Pilot Keycloak')
    await hands.press('ControlOrMeta+j')
    await expect(ui.dialog(page, 'Go to field').getByRole('combobox')).toBeFocused()
    await hands.type('secret')
    await hands.press('Enter')
    await expect(ui.textbox(ui.panel(page, 'Connection'), 'Client secret')).toBeFocused()
    await hands.paste('rotated from the keyboard')
    await expect(ui.button(page, /^Review changes.*1/)).toBeVisible()
    held('Secret, by keyboard', hands, 1)

    const review = ui.dialog(page, 'Review changes')
    await hands.press('ControlOrMeta+Shift+Enter')
    await expect(ui.button(review, 'Publish')).toBeEnabled()
    await hands.press('ControlOrMeta+Shift+Enter')
    await expect(review).toBeHidden()
    await expect(ui.statusLine(page, 'Published')).toBeVisible()
    held('Publish, by keyboard', hands)

    await hands.press('ControlOrMeta+k')
    await hands.paste('pat@saltmarsh.example')
    await hands.press('Enter')
    await expect(label(page, 'Organization')).toHaveValue('Saltmarsh Insurance')
    held('Customer by address, by keyboard', hands)

    await hands.press('ControlOrMeta+2')
    await expect(ui.allRows(page)).toContainText(demo.production.name)
    await hands.press('ControlOrMeta+f')
    // The third project, of another customer, is read meanwhile.
    await hands.type('oidc northwind')
    await expect(ui.allRows(page).getByRole('option', { name: /Kind: Organization/ })).toHaveCount(
      0,
    )
    await hands.press('ArrowDown')
    await expect(ui.allRows(page)).toBeFocused()
    await hands.press('ControlOrMeta+a')
    await expect(ui.selectionBar(page)).toContainText('in 2 projects selected')
    await hands.press('ControlOrMeta+Shift+B')
    const dialog = ui.changeDialog(page)
    await expect(dialog.getByRole('combobox', { name: 'What to change' })).toBeFocused()
    await hands.type('pkce')
    await hands.press('Enter')
    await expect(dialog.getByRole('combobox', { name: 'PKCE' })).toBeFocused()
    await hands.type('never')
    await hands.press('Enter')
    await tabTo(hands, ui.button(dialog, 'Preview'))
    await hands.press('Enter')
    await tabTo(hands, ui.button(dialog, 'Apply to drafts'))
    await hands.press('Enter')
    await expect(ui.statusLine(page, /changed in 2 drafts/)).toBeVisible()
    held('PKCE in two projects, by keyboard', hands)
  })

  test('help is read, and German chosen', async ({ workbench }) => {
    const { page, hands } = await begin(workbench)
    await hands.click(row(page, 'Connections', /^Pilot Keycloak/))
    await hands.click(ui.button(ui.panel(page, 'Connection'), 'Help for Issuer URL'))
    const help = page.getByRole('group', { name: 'Help for Issuer URL' })
    await expect(help).toContainText('What goes wrong')
    await hands.press('Escape')
    await hands.press('F1')
    await expect(page.getByRole('complementary', { name: 'Help' })).toBeVisible()
    await hands.press('Escape')
    await hands.press('ControlOrMeta+,')
    await hands.click(page.getByRole('radio', { name: 'Deutsch' }))
    await expect(page.getByRole('radio', { name: 'Deutsch' })).toBeChecked()
    held('Settings, help, German', hands)
    await page.getByRole('radio', { name: 'English' }).check()
  })
})
