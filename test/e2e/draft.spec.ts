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
