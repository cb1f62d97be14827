import type { Locator, Page } from '@playwright/test'
import { filesHolding } from '../support/texts/files'
import type { RunningApp } from '../support/window/app'
import { longRunViews, photographer } from '../support/window/photographer'
import { clipboardText, makeScimClient, scimPanel } from '../support/window/scim-clients'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const { staging } = demo
const checkOf = (page: Page) => ui.dialog(page, 'Check')
const step = (check: Locator, name: string): Locator =>
  check
    .getByRole('list', { name: 'Steps' })
    .getByRole('listitem')
    .filter({ has: check.page().getByText(name, { exact: true }) })

/** Makes a SCIM client and publishes it. @returns its secret */
async function publishedClient(running: RunningApp): Promise<string> {
  const secret = await makeScimClient(running)
  await ui.publishDraft(running.page)
  return secret
}

test('a SCIM client is checked by keyboard with the published secret, which nothing keeps', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const running = await workbench.openShared(staging.name)
  const { page } = running
  const secret = await publishedClient(running)
  emulator.clearRequests()

  await ui.button(scimPanel(page), 'Check').press('Enter')
  const check = checkOf(page)
  const field = ui.textbox(check, 'Secret token')
  await expect(field).toBeFocused()
  await expect(ui.button(check, 'Check')).toBeDisabled()
  // Nothing is sent before a press of its own.
  expect(emulator.requests()).toEqual([])
  await field.fill(secret)
  await page.keyboard.press('Enter')
  for (const name of ['SCIM server', 'Resource types', 'Secret token', 'Search for users']) {
    await expect(step(check, name)).toContainText('Good')
  }
  await expect(ui.statusLine(page, 'Checked just now')).toBeVisible()
  expect(emulator.requests().map(({ method }) => method)).toEqual(['GET', 'GET', 'GET'])
  expect(emulator.provisioned(staging.id)).toEqual([])

  await ui.button(check, 'Copy the report').click()
  await expect.poll(() => clipboardText(running)).toContain('Check of the SCIM client')
  expect(await clipboardText(running)).not.toContain(secret)
  await page.keyboard.press('Escape')
  // The panel has what was found; the field has forgotten the secret.
  await ui.button(scimPanel(page), 'No problems found').click()
  await expect(check).toContainText('This is the last result')
  await expect(field).toHaveValue('')
  await field.fill('another-secret-than-the-published')
  await ui.button(check, 'Check again').click()
  await expect(step(check, 'Secret token').first()).toContainText('not the one that was published')
  await ui.button(check, 'Close').click()
  expect(filesHolding(running.userData, secret)).toEqual([])
  expect(filesHolding(running.userData, 'another-secret-than-the-published')).toEqual([])
})

for (const view of longRunViews) {
  test(`the check of a SCIM client at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await workbench.openShared(staging.name)
    const { page } = running
    const picture = await photographer(running, view)
    const secret = await publishedClient(running)
    await ui.button(page, 'Close confirmation').click()
    await ui.button(scimPanel(page), 'Check').click()
    await ui.atRest(page)
    await picture('scim-check-begin')
    await ui.textbox(checkOf(page), 'Secret token').fill('a-secret-of-yesterday')
    await page.keyboard.press('Enter')
    await expect(checkOf(page)).toContainText('not the one that was published')
    await ui.atRest(page)
    await picture('scim-check-refused')
    await ui.textbox(checkOf(page), 'Secret token').fill(secret)
    await page.keyboard.press('Enter')
    await expect(step(checkOf(page), 'Search for users')).toContainText('Good')
    await ui.atRest(page)
    await picture('scim-check-good')
  })
}
