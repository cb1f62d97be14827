import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'
import type { Page } from '@playwright/test'

async function openTrash(page: Page) {
  const settings = page.getByRole('navigation', { name: 'Views' })
  await settings.getByRole('button', { name: 'Settings' }).click()
  await ui.button(page.getByRole('main'), 'Trash').click()
  return ui.dialog(page, 'Trash')
}

test('a discarded draft comes back, and asks before it takes the place of another', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  let connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('Thrown away')
  await ui.textbox(connection, 'Client secret').fill('typed-secret')
  await ui.textbox(connection, 'Client secret').blur()
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  await ui.discardDraft(page)
  connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('The present one')
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()

  const trash = await openTrash(page)
  await expect(trash).toContainText('Draft with 1 change')
  await expect(trash).toContainText('One secret has to be typed again.')
  await ui.button(trash, 'Restore').click()
  await ui.button(ui.dialog(page, 'Replace the current draft'), 'Replace').click()
  await expect(trash.getByRole('status')).toContainText('Northwind Staging was restored.')
  await expect(trash.getByRole('listitem')).toHaveCount(1)
  await ui.button(trash, 'Close').click()
  connection = await ui.chooseConnection(page, 'Thrown away')
  await expect(ui.textbox(connection, 'Client secret')).toHaveAttribute(
    'placeholder',
    'Has to be typed again',
  )
  await expect(connection).toContainText('The keychain no longer has what was typed here.')
})

test('a removed workspace comes back with its draft, also when it was the only one @long', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('Still here')
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  await ui.button(page, 'Switch project').click()
  await ui.button(ui.dialog(page, 'Switch project'), /^Disconnect/).click()
  await ui.button(ui.dialog(page, 'Disconnect workspace'), 'Disconnect').click()
  await ui.button(page.getByRole('main'), 'Trash').click()
  const trash = ui.dialog(page, 'Trash')
  await expect(trash).toContainText('Its API key has to be typed again.')
  await ui.button(trash, 'Restore').click()
  await expect(trash.getByRole('status')).toContainText('Northwind was restored.')
  await ui.button(trash, 'Close').click()
  await ui.openProject(page, demo.staging.name)
  await ui.chooseConnection(page, 'Still here')
})
