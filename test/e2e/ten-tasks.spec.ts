import type { Page } from '@playwright/test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { until, type RunningApp } from '../support/window/app'
import { handsAt, type Hands } from '../support/window/hands'
import { selfSigned } from '../support/identity-providers/certificates'
import { held, tableOf } from '../support/window/jobs'
import { giveMapper, mapperOf } from '../support/window/other-writer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const table = tableOf('Ten tasks')

/** Does a task, and holds it to its number in the table. */
async function task(name: string, hands: Hands, work: () => Promise<void>): Promise<void> {
  await test.step(name, async () => {
    hands.counted()
    await work()
    held(name, hands, 0, 'Ten tasks')
  })
}

const list = (page: Page, name: string) => page.getByRole('listbox', { name, exact: true })
const row = (page: Page, name: string, label: RegExp) =>
  list(page, name).getByRole('option', { name: label })
const label = (page: Page, name: 'Organization' | 'Connection') =>
  ui.textbox(ui.panel(page, name), 'Label')
const read = ({ page }: RunningApp) =>
  expect(page.getByRole('contentinfo').getByText('Read just now')).toBeVisible()

const email = `Company: Copper Kettle
Client ID: 0oa8fixture1AbCdEf5d7
Client Secret: Zq3-copperSecret_8mT5vK1rW0xY2bN4cD6eF7g
Issuer: https://copper-kettle.okta.com
Our email domains are copper-kettle.example and kettle.example.
`
/** Reads a claim by a name that is not quite its own. */
const slip = `local claims = std.extVar('claims');
{ identity: { traits: { [if 'emial' in claims then 'email' else null]: claims.emial } } }
`

test('no task takes more than it did, and all of them half', () => {
  const tasks = [...table.values()]
  expect(tasks).toHaveLength(10)
  for (const [name, { before, now }] of table) expect(now, name).toBeLessThanOrEqual(before)
  const sum = (of: 'before' | 'now') => tasks.reduce((total, each) => total + each[of], 0)
  expect(sum('now') * 2).toBeLessThanOrEqual(sum('before'))
})

test('a customer is found and added, and connections are changed and looked at, in a few keys @long', async ({
  workbench,
}) => {
  const { certificate } = await selfSigned({})
  const running = await workbench.openShared(demo.production.name)
  await read(running)
  const { page } = running
  const hands = handsAt(running)
  await task('Find what expires', hands, async () => {
    await hands.press('ControlOrMeta+1')
    await expect(ui.region(page, 'Home')).toContainText(/Looked .* at \d+ project/)
  })
  await ui.openProject(page, demo.staging.name)
  await read(running)

  await task('Find a customer', hands, async () => {
    await hands.press('ControlOrMeta+k')
    await hands.paste('pat@saltmarsh.example')
    await hands.press('Enter')
    await expect(label(page, 'Organization')).toHaveValue('Saltmarsh Insurance')
  })
  await page.getByRole('tab', { name: demo.staging.name }).click()

  const form = ui.dialog(page, 'Organization and connection')
  await list(page, 'Connections').focus()
  await task('Add a customer', hands, async () => {
    await hands.paste(email)
    await hands.click(form.getByRole('radio', { name: 'A new customer' }))
    await hands.click(ui.button(form, 'Create'))
    await expect(row(page, 'Connections', /^Copper Kettle/)).toBeVisible()
    await expect(row(page, 'Organizations', /^Copper Kettle/)).toBeVisible()
  })

  await task('Rotate a secret', hands, async () => {
    await hands.click(row(page, 'Connections', /^Pilot Keycloak/))
    await hands.click(ui.textbox(ui.panel(page, 'Connection'), 'Client secret'))
    await hands.paste('rotated with three of them')
  })

  const replacing = ui.dialog(page, 'Replace certificate')
  await task('Replace a certificate', hands, async () => {
    await hands.click(row(page, 'Connections', /^Tidewater ADFS test/))
    await hands.paste(certificate)
    await hands.click(ui.button(replacing, 'Put into draft'))
    await expect(row(page, 'Connections', /^Tidewater ADFS test.*1 edit/)).toBeVisible()
  })

  await task('Move a connection', hands, async () => {
    const onto = row(page, 'Organizations', /^Harbor Lights/)
    await hands.drag(row(page, 'Connections', /^Foxglove Okta preview/), onto)
    await hands.click(ui.button(ui.dialog(page, 'Move Foxglove Okta preview'), 'Move'))
    await expect(row(page, 'Connections', /^Foxglove.*Harbor Lights/)).toBeVisible()
  })

  await task('Check all connections', hands, async () => {
    await hands.press('ControlOrMeta+1')
    await hands.click(ui.button(page, /^Check all of/))
    // Whether the identity providers answer depends on the network of the machine.
    await expect(page.getByText(/connections checked|has no network/).first()).toBeVisible()
  })
  // All of it came into the draft: the customer's two, and three connections.
  await ui.view(page, 'Organizations and connections').click()
  await expect(ui.button(page, /^Review changes.*5/)).toBeVisible()
})

test('a mapper is corrected, published and reverted, and all is there after a restart, in a few keys @long', async ({
  workbench,
}) => {
  giveMapper(workbench, 'pilot-keycloak', slip)
  const running = await workbench.open(demo.staging.name)
  const { page } = running
  const hands = handsAt(running)
  const mistake = row(page, 'Mappers of all projects', /Did you mean “email”\?/).first()
  await task('Correct a mapper', hands, async () => {
    await hands.press('ControlOrMeta+4')
    await hands.click(mistake.getByText('Fix', { exact: true }))
    await expect(ui.statusLine(page, 'mistyped-claim is fixed')).toBeVisible()
  })
  await ui.view(page, 'Organizations and connections').click()

  const review = ui.dialog(page, 'Review changes')
  async function publish(): Promise<void> {
    await hands.press('ControlOrMeta+Shift+Enter')
    await expect(ui.button(review, 'Publish')).toBeEnabled()
    await hands.press('ControlOrMeta+Shift+Enter')
    await expect(review).toBeHidden()
    await expect(ui.statusLine(page, 'Published')).toBeVisible()
  }
  await task('Publish and revert', hands, async () => {
    await publish()
    await hands.click(ui.button(page, 'Revert…'))
    const reverting = page.getByRole('dialog', { name: /^Revert the publish/ })
    await hands.click(ui.button(reverting, 'Create draft'))
    await expect(reverting).toBeHidden()
    await publish()
  })
  expect(mapperOf(workbench, 'pilot-keycloak')).toBe(slip)

  await ui.chooseConnection(page, 'Pilot Keycloak')
  await page.getByRole('searchbox', { name: 'Filter connections' }).fill('pilot')
  const file = join(workbench.userData, 'windows.json')
  const isKept = () => existsSync(file) && readFileSync(file, 'utf8').includes('"pilot"')
  await until(isKept, 'the filter on disk')
  await running.close()
  const again = await workbench.launch()
  await task('Come back after a restart', handsAt(again), async () => {
    await expect(label(again.page, 'Connection')).toHaveValue('Pilot Keycloak')
    const filter = again.page.getByRole('searchbox', { name: 'Filter connections' })
    await expect(filter).toHaveValue('pilot')
  })
})
