import { startEmulator, type Emulator } from '../emulator'
import { row, until, type RunningApp } from '../support/window/app'
import { filesHolding } from '../support/texts/files'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

/** The same server once more, as when the network is back. */
function reopened({ apiAddress, storageAddress }: Emulator, state: ReturnType<Emulator['state']>) {
  const port = Number(new URL(apiAddress).port)
  const storagePort = Number(new URL(storageAddress).port)
  return startEmulator({ port, storagePort, state })
}

const isChecked = ({ app }: RunningApp) =>
  app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('work-offline')?.checked)

test('without a network everything can be edited; back online it says what changed', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const first = await workbench.open(demo.staging.name)
  await expect(row(ui.region(first.page, 'Connections'), 'Pilot Keycloak')).toBeVisible()
  await first.close()
  const state = emulator.state()
  await emulator.close()

  const { page } = await workbench.launch()
  await expect(ui.statusLine(page, 'Offline')).toBeVisible()
  await expect(page.getByText(/^Read (just now|\d+ min ago)$/)).toBeVisible()
  // One quiet place, and no error.
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(ui.button(page, 'Go online')).toHaveCount(0)
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('Edited offline')
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  const review = await ui.openReview(page)
  await expect(ui.button(review, 'Publish')).toBeDisabled()
  await expect(review.getByRole('status').filter({ hasText: 'Offline' })).toBeVisible()
  await ui.button(review, 'Close').click()

  const again = await reopened(emulator, state)
  try {
    again.edit((all: any) => {
      const project = all.projects.find((item: any) => item.id === demo.staging.id)
      const { providers } = project.services.identity.config.selfservice.methods.oidc.config
      providers[0].label = 'Changed by another'
    })
    // By itself: nothing is clicked.
    await expect(ui.statusLine(page, '1 connection changed elsewhere')).toBeVisible({
      timeout: 75_000,
    })
    await expect(ui.statusLine(page, 'Offline')).toHaveCount(0)
    await ui.button(page, 'Show').click()
    const elsewhere = ui.dialog(page, 'Changed elsewhere')
    await expect(elsewhere.getByRole('listitem')).toHaveText(/Changed by another.*changed: Label/)
    await ui.button(elsewhere, 'Close').click()
    await ui.button(page, 'Dismiss the note on changes elsewhere').click()
    await expect(ui.statusLine(page, 'changed elsewhere')).toHaveCount(0)
    await ui.openReview(page)
    await ui.publish(page)
    await expect(ui.statusLine(page, 'Published')).toBeVisible()
  } finally {
    await again.close()
  }
})

test('who works offline sends nothing at all, also after a restart', async ({ workbench }) => {
  const { emulator, userData } = workbench
  let running = await workbench.open(demo.staging.name)
  await expect(row(ui.region(running.page, 'Connections'), 'Pilot Keycloak')).toBeVisible()
  await expect.poll(() => isChecked(running)).toBe(false)
  await ui.button(running.page, 'Settings').click()
  await running.page.getByRole('switch', { name: 'Work offline' }).check()
  await expect(ui.statusLine(running.page, 'Offline')).toBeVisible()
  await until(() => filesHolding(userData, '"workOffline":true').length > 0, 'the setting')
  await expect.poll(() => isChecked(running)).toBe(true)
  emulator.clearRequests()
  await running.close()

  running = await workbench.launch()
  const { page, app } = running
  await expect(ui.statusLine(page, 'Offline')).toBeVisible()
  await expect.poll(() => isChecked(running)).toBe(true)
  // The window comes back with the screen that it was closed with.
  await ui.button(page, 'Organizations and connections').click()
  await expect(ui.button(page, 'Refresh')).toBeDisabled()
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('Edited offline')
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  await page.keyboard.press('F5')
  const review = await ui.openReview(page)
  await expect(ui.button(review, 'Publish')).toBeDisabled()
  await expect(review.getByRole('status').filter({ hasText: 'You work offline' })).toBeVisible()
  await ui.button(review, 'Close').click()
  // What a mapper is, only the store knows.
  await ui.button(connection, 'Edit mapper').click()
  await expect(page.getByRole('alert')).toContainText('You work offline')
  await ui.button(page, 'Back').click()
  expect(emulator.requests()).toEqual([])

  await ui.button(page, 'Go online').click()
  await expect(ui.statusLine(page, 'Offline')).toHaveCount(0)
  await until(() => emulator.requests().length > 0, 'a reading after going online')
  await expect.poll(() => isChecked(running)).toBe(false)
  // The menu does the same as the switch.
  await app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.getMenuItemById('work-offline')?.click(),
  )
  await expect(ui.statusLine(page, 'Offline')).toBeVisible()
  await expect(ui.button(page, 'Go online')).toBeVisible()
})
