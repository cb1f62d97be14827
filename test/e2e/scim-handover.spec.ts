import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { hasScimClient, runScimClient } from '../support/identity-providers/scim-client'
import { filesHolding } from '../support/texts/files'
import { longRunViews, photographer } from '../support/window/photographer'
import { clipboardText, makeScimClient, scimPanel } from '../support/window/scim-clients'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const { staging } = demo
const sheetOf = (page: Page) => ui.dialog(page, 'Hand-over sheet')
const note = (page: Page) => page.getByRole('region', { name: `Published to ${staging.name}` })

test('the end of a publish offers the sheet of a new SCIM client, which never holds the secret', async ({
  workbench,
}) => {
  const running = await workbench.openShared(staging.name)
  const { app, page } = running
  const secret = await makeScimClient(running)
  await ui.publishDraft(page)
  await expect(note(page)).toContainText('/scim/tidewater-energy-scim/v2')
  // By keyboard, from the confirmation into the sheet and back.
  await ui.button(note(page), /^Hand-over sheet of Tidewater Energy directory/).press('Enter')
  const sheet = sheetOf(page)
  await expect(sheet.getByRole('heading', { name: 'Test in this order' })).toBeVisible()
  await expect(sheet).toContainText('User provisioning with')
  await expect(sheet).toContainText('sends DELETE for a user')
  await expect(sheet).toContainText('409 (conflict)')
  await expect(sheet).not.toContainText(secret)

  const guide = sheet.getByRole('combobox', { name: 'Guide' })
  await guide.focus()
  await page.keyboard.type('entra')
  await page.keyboard.press('Enter')
  await expect(guide).toHaveValue('Microsoft Entra ID')
  await ui.button(sheet, 'Copy Tenant URL').click()
  const url = await clipboardText(running)
  expect(url).toMatch(/\/scim\/tidewater-energy-scim\/v2$/)
  await ui.button(sheet, 'Copy as Markdown').click()
  await expect.poll(() => clipboardText(running)).toMatch(/^# User provisioning with Microsoft/)
  const markdown = await clipboardText(running)
  expect(markdown).toContain(`\`${url}\``)
  expect(markdown).not.toContain(secret)
  const file = join(workbench.userData, 'sheet.md')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (() =>
      Promise.resolve({ canceled: false, filePath })) as typeof dialog.showSaveDialog
  }, file)
  await ui.button(sheet, 'Save as file…').click()
  await expect(sheet.getByText('Saved as sheet.md')).toBeVisible()
  expect(readFileSync(file, 'utf8')).toBe(markdown)

  await ui.choose(sheet, page, 'Language of the sheet', 'Deutsch')
  await expect(sheet.getByRole('heading', { name: 'In dieser Reihenfolge testen' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()

  // Its panel has the sheet too, and so has the history.
  await ui.button(scimPanel(page), 'Hand-over sheet').press('Enter')
  await expect(sheet).toContainText('Tidewater Energy directory')
  await ui.button(sheet, 'Schließen').or(ui.button(sheet, 'Close')).click()
  expect(filesHolding(running.userData, secret)).toEqual([])
})

test('a client that is not ours provisions with the two texts that were copied from the window', async ({
  workbench,
}) => {
  test.skip(!hasScimClient(), 'needs Python packages')
  const { emulator } = workbench
  const running = await workbench.openShared(staging.name)
  const { page } = running
  const secret = await makeScimClient(running)
  await ui.publishDraft(page)
  await ui.button(note(page), /^Copy SCIM server URL of /).click()
  const base = await clipboardText(running)

  await runScimClient('provision', { base, secret, keep: true })
  const provisioned = emulator.provisioned(staging.id)
  expect(provisioned).toMatchObject([
    {
      kind: 'User',
      attributes: {
        userName: 'grace@harborlights.example',
        name: { givenName: 'Grace', familyName: 'Murray' },
        active: false,
      },
    },
  ])
  const state = emulator.state().projects.find(({ id }) => id === staging.id)
  const owner = state?.organizations.find(({ label }) => label === 'Tidewater Energy')
  expect(provisioned[0]?.organizationId).toBe(owner?.['id'])
})

for (const view of longRunViews) {
  test(`the sheet of a SCIM client at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await workbench.openShared(staging.name)
    const { page } = running
    const picture = await photographer(running, view)
    await makeScimClient(running)
    await ui.publishDraft(page)
    await ui.atRest(page)
    await picture('scim-published')
    await ui.button(note(page), /^Hand-over sheet of/).click()
    await expect(sheetOf(page).getByRole('heading', { name: 'Test in this order' })).toBeVisible()
    await ui.atRest(page)
    await picture('scim-handover')
    await sheetOf(page)
      .getByRole('heading', { name: 'Test in this order' })
      .scrollIntoViewIfNeeded()
    await ui.atRest(page)
    await picture('scim-handover-tests')
  })
}
