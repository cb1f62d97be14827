import { row } from '../support/window/app'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

test('what was typed is there after the window is closed at once', async ({ workbench }) => {
  let running = await workbench.open(demo.staging.name)
  let connection = await ui.chooseConnection(running.page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').press('End')
  await ui.textbox(connection, 'Label').pressSequentially(', typed')
  await running.close()
  running = await workbench.launch()
  connection = await ui.chooseConnection(running.page, 'Pilot Keycloak')
  await expect(ui.textbox(connection, 'Label')).toHaveValue('Pilot Keycloak, typed')
  await ui.button(ui.banner(running.page), 'Undo').click()
  await expect(ui.textbox(connection, 'Label')).toHaveValue('Pilot Keycloak')
  await expect(ui.button(running.page, 'Review changes')).toBeVisible()
})

test('typing in one field is one step; other fields are steps of their own', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  const label = ui.textbox(connection, 'Label')
  const clientId = ui.textbox(connection, 'Client ID')
  await label.press('End')
  await label.pressSequentially(' one two')
  await clientId.press('End')
  await clientId.pressSequentially('-new')
  await clientId.blur()
  const undo = ui.button(ui.banner(page), 'Undo')
  await undo.click()
  await expect(clientId).toHaveValue('client-of-pilot-keycloak')
  await expect(label).toHaveValue('Pilot Keycloak one two')
  await undo.click()
  await expect(label).toHaveValue('Pilot Keycloak')
  await expect(undo).toBeDisabled()
  await ui.button(ui.banner(page), 'Redo').click()
  await expect(label).toHaveValue('Pilot Keycloak one two')
  await ui.button(connection, 'Revert Label to server').click()
  await expect(label).toHaveValue('Pilot Keycloak')
  // Whoever is used to saving is told that it is done.
  await page.keyboard.press('ControlOrMeta+s')
  await expect(ui.statusLine(page, 'All edits are saved on this computer')).toBeVisible()
})

test('a draft is discarded after a question, and choosing narrows as it says @long', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  const connections = ui.region(page, ui.names.connections)
  await expect(connections.getByRole('option')).toHaveCount(6)
  await ui.chooseOrganization(page, 'Foxglove Pharma')
  await expect(connections.getByRole('option')).toHaveCount(1)
  await ui.button(page, /show all connections$/).click()
  await expect(connections.getByRole('option')).toHaveCount(6)
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await expect(connections.getByRole('option')).toHaveCount(6)
  await ui.button(connection, 'Delete connection').click()
  await expect(row(connections, 'Pilot Keycloak')).toContainText('deleted')
  await ui.discardDraft(page)
  await expect(row(connections, 'Pilot Keycloak')).not.toContainText('deleted')
  await expect(ui.button(page, 'Review changes')).toBeVisible()
})

test('a project that cannot be reached shows its last known state, and edits go on @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(demo.staging.name)
  // Only what was read once has a last known state; the lists are there before it is.
  await expect(row(ui.region(page, 'Connections'), 'Pilot Keycloak')).toBeVisible()
  await emulator.close()
  await ui.button(page, 'Refresh').click()
  await expect(ui.statusLine(page, 'Offline')).toBeVisible()
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('Offline edit')
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
})
