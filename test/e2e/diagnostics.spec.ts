import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooseMenuItem } from '../support/window/app'
import { answerSaveDialog } from '../support/window/native-dialogs'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

/** What must not stand in a report: of people, of the project, of the server and of the workspace's key. */
const ofOthers = (key: string) => [
  key,
  'Northwind',
  'Pilot Keycloak',
  demo.staging.id,
  '127.0.0.1',
  '@',
]

test('the text about the app is read before it is saved, and holds nobody’s names', async ({
  workbench,
}) => {
  const { emulator, northwindKey, userData } = workbench
  const running = await workbench.openShared(demo.staging.name)
  const { app, page } = running
  const panel = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(panel, 'Label').fill('Renamed for ann@customer.example')
  await ui.textbox(panel, 'Label').blur()
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  // A request that fails stands in the log.
  emulator.fault({
    operation: 'getProject',
    status: 403,
    times: 1,
    body: { error: { code: 403, message: 'ann@customer.example may not read Northwind Staging' } },
  })
  await ui.button(page, 'Refresh').click()
  await expect(page.getByText('may no longer read this project').first()).toBeVisible()

  await chooseMenuItem(running, 'Save Diagnostics…')
  const dialog = ui.dialog(page, 'Save diagnostics')
  const text = dialog.getByRole('region', { name: 'Text of the diagnostics' })
  await expect(text).toContainText('Electron')
  await expect(text).toContainText('A request failed name=project.read')
  await expect(text).toContainText('1 draft with 1 change')
  const shown = (await text.locator('pre').textContent()) ?? ''
  for (const item of ofOthers(northwindKey)) expect(shown).not.toContain(item)

  const file = join(userData, 'diagnostics.txt')
  await answerSaveDialog(running, file)
  await ui.button(dialog, 'Save…').click()
  await expect(dialog.getByRole('status').filter({ hasText: 'Saved as' })).toBeVisible()
  expect(readFileSync(file, 'utf8')).toBe(shown)
  await ui.button(dialog, 'Copy diagnostics').click()
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(shown)

  await dialog.getByRole('checkbox', { name: /With the messages of errors/ }).check()
  await expect(text).toContainText('[e-mail]')
  expect(await text.textContent()).not.toContain('ann@customer.example')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

for (const view of longRunViews) {
  test(`diagnostics at ${view.width}x${view.height}, ${view.theme}`, async ({ workbench }) => {
    const running = await workbench.openShared(demo.staging.name)
    await chooseMenuItem(running, 'Save Diagnostics…')
    const dialog = ui.dialog(running.page, 'Save diagnostics')
    await expect(dialog.getByRole('region')).toContainText('Electron')
    await (
      await photographer(running, view)
    )('diagnostics')
  })
}
