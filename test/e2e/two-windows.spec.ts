import type { Page } from '@playwright/test'
import { openWindow } from '../support/window/app'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test, type Workbench } from '../support/window/workbench'

/** Two windows of the app on one project, each with a connection in front. */
async function twoWindows(
  workbench: Workbench,
  labels: readonly [string, string],
  open: 'open' | 'openShared' = 'openShared',
) {
  const running = await workbench[open](demo.staging.name)
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

test('edits in both windows at once lose nothing @long', async ({ workbench }) => {
  const { running, first, second } = await twoWindows(workbench, [pilot, pilot], 'open')
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

test('one window closes with its last edit written, and the other goes on @long', async ({
  workbench,
}) => {
  const { running, first, second } = await twoWindows(workbench, [pilot, pilot], 'open')
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

test('a new connection that is edited in one window while the other publishes it is no conflict @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { first, second } = await twoWindows(workbench, [pilot, pilot])
  await ui.createOrganization(first.page, 'Larkspur', ['larkspur.example'])
  await ui.createConnection(first.page, {
    organization: 'Larkspur',
    label: 'Larkspur Okta',
    id: 'larkspur-okta',
    clientId: '0oaLarkspur',
    clientSecret: 'typed-secret',
    issuer: 'https://larkspur.okta.example',
  })
  await expect(ui.statusLine(first.page, 'Draft saved')).toBeVisible()
  const panel = await ui.chooseConnection(second.page, 'Larkspur Okta')
  const slow = emulator.fault({ operation: 'patchProjectWithRevision', delayMs: 60_000 })
  const review = await ui.openReview(first.page)
  await ui.publish(first.page)
  await expect(ui.button(review, 'Publish')).toHaveAttribute('aria-busy', 'true')
  await ui.textbox(panel, 'Label').fill('Named in the second')
  await ui.textbox(panel, 'Label').blur()
  slow.release()
  await expect(review).toBeHidden()
  for (const { page } of [first, second]) {
    const shown = await ui.chooseConnection(page, 'Named in the second')
    await expect(ui.textbox(shown, 'Connection ID')).toHaveValue('larkspur-okta')
    await expect(ui.button(page, ui.names.review)).toHaveText(/1/)
    // The window that published says that, until one edits there.
    await expect(ui.statusLine(page, /^(?:Draft saved|Published)$/)).toBeVisible()
  }
  await ui.publishDraft(second.page)
  const { providers } = methodsOf(emulator, demo.staging.id).oidc.config
  const made = providers.filter(({ id }: { id: string }) => id === 'larkspur-okta')
  expect(made).toMatchObject([{ label: 'Named in the second' }])
})

test('a quit keeps every window while one of them has an edit that is not saved, and says what is in the way @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { running, first, second } = await twoWindows(workbench, [pilot, pilot], 'open')
  await first.label.fill('Published label')
  await first.label.blur()
  await expect(second.label).toHaveValue('Published label')
  const slow = emulator.fault({ operation: 'patchProjectWithRevision', delayMs: 60_000 })
  const review = await ui.openReview(first.page)
  await ui.publish(first.page)
  await expect(ui.button(review, 'Publish')).toHaveAttribute('aria-busy', 'true')
  const clientId = ui.textbox(ui.panel(second.page, 'Connection'), 'Client ID')
  await clientId.fill('typed-during-the-publish')
  const alert = second.page.getByRole('alert').filter({ hasText: 'Draft not saved' })
  await expect(alert).toContainText('another window is publishing this project')
  const asked = await running.app.evaluate(async ({ app, dialog, BrowserWindow }) => {
    const question = new Promise<number>((resolve) => {
      dialog.showMessageBoxSync = ((window: Electron.BrowserWindow) => {
        resolve(window.id)
        return 0
      }) as unknown as typeof dialog.showMessageBoxSync
    })
    app.quit()
    const about = await question
    const ids = BrowserWindow.getAllWindows().map(({ id }) => id)
    return { about, ids: ids.toSorted((left, right) => left - right) }
  })
  expect(asked.ids).toHaveLength(2)
  expect(asked.about).toBe(asked.ids.at(-1))
  slow.release()
  await expect(review).toBeHidden()
  await expect(ui.statusLine(second.page, 'Draft saved')).toBeVisible()
  await expect(clientId).toHaveValue('typed-during-the-publish')
  await expect(first.label).toHaveValue('Published label')
  await running.close()
})

/** What the switcher of a window shows for a project. */
async function listed(page: Page, name: string) {
  const chooser = ui.dialog(page, ui.names.switchProject)
  if (!(await chooser.isVisible())) await ui.button(page, ui.names.switchProject).click()
  return chooser.getByRole('option', { name: new RegExp(`^${name}`) })
}

/** Connects a further workspace, by the switcher. */
async function connectMore(page: Page, { emulator }: Workbench, workspaceId: string) {
  await ui.button(page, ui.names.switchProject).click()
  await ui.button(ui.dialog(page, ui.names.switchProject), ui.names.connect).click()
  const form = ui.dialog(page, ui.names.connect)
  await ui.textbox(form, ui.names.apiKey).fill(emulator.demoApiKeys[workspaceId] ?? '')
  await ui.textbox(form, ui.names.apiAddress).fill(emulator.apiAddress)
  await ui.button(form, 'Connect').click()
  await expect(form).toBeHidden()
}

test('what one window connects, edits and removes is in the list of the other @long', async ({
  workbench,
}) => {
  const { running, first, second } = await twoWindows(workbench, [pilot, pilot], 'open')
  await ui.openProject(second.page, demo.production.name)
  await first.label.fill('Edited in the first')
  await first.label.blur()
  await expect(await listed(second.page, demo.staging.name)).toContainText('1 change')
  await expect(await listed(second.page, 'Globex')).toHaveCount(0)

  await connectMore(first.page, workbench, demo.globex)
  await expect((await listed(second.page, 'Globex')).first()).toBeVisible()
  await second.page.keyboard.press('Escape')

  // The other window has a project of the workspace open that goes now.
  const production = await ui.chooseOrganization(second.page, 'Tidewater Energy')
  await ui.textbox(production, 'Label').fill('Typed just before')
  await ui.button(first.page, ui.names.switchProject).click()
  const chooser = ui.dialog(first.page, ui.names.switchProject)
  await ui.button(chooser, /^Disconnect.*Northwind/).click()
  await ui.button(ui.dialog(first.page, 'Disconnect workspace'), 'Disconnect').click()
  await expect(second.page.getByText(`${demo.production.name} is closed here.`)).toBeVisible()
  await expect(await listed(second.page, demo.staging.name)).toHaveCount(0)
  await second.page.keyboard.press('Escape')

  // What was typed comes back with the workspace.
  await running.close()
  const again = await workbench.launch()
  await connectMore(again.page, workbench, demo.northwind)
  await ui.openProject(again.page, demo.production.name)
  await expect(ui.button(again.page, ui.names.review)).toHaveText(/1/)
})
