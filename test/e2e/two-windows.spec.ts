import type { Page } from '@playwright/test'
import { openWindow } from '../support/app'
import * as ui from '../support/screens'
import { demo, expect, test, type Workbench } from '../support/workbench'

/** Two windows of the app on one project, each with a connection in front. */
async function twoWindows(workbench: Workbench, labels: readonly [string, string]) {
  const running = await workbench.open(demo.staging.name)
  const first = running.page
  const second = await openWindow(running)
  await expect(ui.banner(second)).toContainText(demo.staging.name)
  const shown = async (page: Page, label: string) =>
    ui.textbox(await ui.chooseConnection(page, label), 'Label')
  return {
    running,
    first: { page: first, label: await shown(first, labels[0]) },
    second: { page: second, label: await shown(second, labels[1]) },
  }
}

const pilot = 'Pilot Keycloak'

test('an edit in one window shows in the other, and so do its undo and its redo', async ({
  workbench,
}) => {
  const { first, second } = await twoWindows(workbench, [pilot, pilot])
  await first.label.fill('Typed in the first')
  await first.label.blur()
  await expect(second.label).toHaveValue('Typed in the first')
  await expect(ui.button(second.page, ui.names.review)).toHaveText(/1/)
  await ui.button(ui.banner(second.page), 'Undo').click()
  await expect(first.label).toHaveValue(pilot)
  await ui.button(ui.banner(first.page), 'Redo').click()
  await expect(second.label).toHaveValue('Typed in the first')
})

test('edits in both windows at once lose nothing', async ({ workbench }) => {
  const { running, first, second } = await twoWindows(workbench, [pilot, pilot])
  const clientId = ui.textbox(ui.panel(second.page, 'Connection'), 'Client ID')
  await first.label.press('End')
  await clientId.press('End')
  await Promise.all([
    first.label.pressSequentially(', typed in the first window'),
    clientId.pressSequentially('-typed-in-the-second-window'),
  ])
  const values = {
    label: `${pilot}, typed in the first window`,
    clientId: 'client-of-pilot-keycloak-typed-in-the-second-window',
  }
  for (const { page } of [first, second]) {
    const panel = ui.panel(page, 'Connection')
    await expect(ui.textbox(panel, 'Label')).toHaveValue(values.label)
    await expect(ui.textbox(panel, 'Client ID')).toHaveValue(values.clientId)
    await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  }
  // On disk as well, and not only in the windows.
  await running.close()
  const again = await workbench.launch()
  const panel = await ui.chooseConnection(again.page, pilot)
  await expect(ui.textbox(panel, 'Label')).toHaveValue(values.label)
  await expect(ui.textbox(panel, 'Client ID')).toHaveValue(values.clientId)
})

test('a publish in one window shows in the other, where a new edit goes on from it', async ({
  workbench,
}) => {
  const { first, second } = await twoWindows(workbench, [pilot, pilot])
  await first.label.fill('Published label')
  await first.label.blur()
  await expect(second.label).toHaveValue('Published label')
  await ui.publishDraft(first.page)
  await expect(ui.button(second.page, 'Review changes')).toBeVisible()
  await expect(second.label).toHaveValue('Published label')
  await second.label.fill('After the publish')
  await second.label.blur()
  await expect(first.label).toHaveValue('After the publish')
  await ui.publishDraft(second.page)
  await expect(ui.button(first.page, 'Review changes')).toBeVisible()
  await expect(first.label).toHaveValue('After the publish')
})

test('one window closes with its last edit written, and the other goes on', async ({
  workbench,
}) => {
  const { running, first, second } = await twoWindows(workbench, [pilot, pilot])
  await second.label.press('End')
  await second.label.pressSequentially(', typed')
  const closed = second.page.waitForEvent('close')
  await running.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .toSorted((left, right) => left.id - right.id)
      .at(-1)
      ?.close()
  })
  await closed
  await expect(first.label).toHaveValue(`${pilot}, typed`)
  await first.label.press('End')
  await first.label.pressSequentially(' on')
  await expect(ui.statusLine(first.page, 'Draft saved')).toBeVisible()
  await running.close()
  const again = await workbench.launch()
  const panel = await ui.chooseConnection(again.page, pilot)
  await expect(ui.textbox(panel, 'Label')).toHaveValue(`${pilot}, typed on`)
})
